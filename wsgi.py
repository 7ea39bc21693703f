"""The WSGI entry point: `gunicorn wsgi:app`."""

import gc

from app import close_at_start, create_app
from config import Config, ConfigError

try:
    app = create_app(Config.from_env())
    close_at_start(app)
except ConfigError as error:
    # The list of what must be mended, without a page of code around it.
    raise SystemExit(str(error)) from None
# What is loaded by now stays: without this the collector walks all of it at every long page, which
# is a quarter of a large report's time, and writes to memory that workers share.
gc.freeze()
