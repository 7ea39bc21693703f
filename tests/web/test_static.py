"""Static files."""

import gzip


def test_it_keeps_files_with_a_fingerprint_for_a_year(app):
    client = app.test_client()
    page = client.get("/").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(path, buffered=True)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b":root" in response.data


def test_it_compresses_text_for_those_who_can_read_it(app):
    client = app.test_client()
    plain = client.get("/static/css/door.css", buffered=True)
    accepts = {"Accept-Encoding": "gzip, deflate, br"}
    packed = client.get("/static/css/door.css", headers=accepts, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert packed.headers["Content-Length"] == str(len(packed.data))


def test_it_has_no_file_outside_its_folder(app):
    client = app.test_client()
    for path in ("/static/../config.py", "/static/css/none.css", "/static/%2e%2e/config.py"):
        assert client.get(path).status_code == 404
