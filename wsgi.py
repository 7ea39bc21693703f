"""The WSGI entry point: `flask --app wsgi serve`."""

import gc

from app import create_app
from app.starting import DemoAccountsLeft, before_serving
from config import Config, ConfigError

try:
    app = create_app(Config.from_env())
    before_serving(app)
except (ConfigError, DemoAccountsLeft) as error:
    # What must be mended, without a page of code around it.
    raise SystemExit(str(error)) from None
# What is loaded by now stays: without this the collector walks all of it at every long page, which
# is a quarter of a large report's time.
gc.freeze()
