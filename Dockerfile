# syntax=docker/dockerfile:1
# One image for every process of the portal; compose.yaml says which command each of them runs.

FROM python:3.11-slim-bookworm AS dependencies
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.txt /
RUN --mount=type=cache,target=/root/.cache/pip \
    /venv/bin/python -m pip install --require-hashes -r /requirements.txt \
    && /venv/bin/python -m pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 consilium \
    && useradd --uid 10001 --gid consilium --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin consilium \
    && install -d -o consilium -g consilium -m 0700 /data
COPY --from=dependencies /venv /venv
WORKDIR /app
COPY LICENSE NOTICE manage.py ./
COPY portal portal
COPY home home
COPY community community
COPY search search
COPY locale locale
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings \
    DATA_DIR=/data \
    LOG_FORMAT=json \
    PORT=8000
# compiled now, since nothing under /app can be written later: the root file system may be read-only
RUN python -m compileall -q /app
ENV PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=4 CMD ["python", "-c", "\
import os, urllib.request as web; \
host = os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].strip().lstrip('.'); \
address = 'http://127.0.0.1:' + os.environ['PORT'] + '/health/ready'; \
web.urlopen(web.Request(address, headers={'Host': host}), timeout=5)"]
CMD ["granian", "--interface", "wsgi", "portal.wsgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
