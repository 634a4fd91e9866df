# Two stages with the steps of the Makefile: Debian's packages from .ci/packages.txt, then the locked ones, checked
# by hash, then Gouji. The renderer's version stands in requirements.lock, the fonts are in app/fonts.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/gouji
WORKDIR /src
COPY requirements.lock requirements-assets.lock ./
RUN /opt/gouji/bin/pip install --require-hashes --requirement requirements.lock \
 && /opt/gouji/bin/pip install --require-hashes --no-deps --requirement requirements-assets.lock
COPY pyproject.toml README.md ./
COPY schemas schemas
COPY templates templates
COPY tests/cases tests/cases
COPY app app
RUN /opt/gouji/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
COPY .ci/packages.txt .ci/system /tmp/system/
RUN /tmp/system/system run && rm -rf /tmp/system /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --home-dir /data --create-home gouji
COPY --from=build /opt/gouji /opt/gouji
ENV PATH=/opt/gouji/bin:$PATH PYTHONUNBUFFERED=1 GOUJI_DATA=/data
USER gouji
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gouji", "serve", "--host", "0.0.0.0", "--port", "8000"]
