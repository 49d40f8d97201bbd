# The dashboard of one workspace, as a user without rights: docs/how-to/container.md

FROM python:3.11-slim AS build
WORKDIR /source
RUN python3 -m venv /opt/hotpass
COPY requirements.lock ./
RUN /opt/hotpass/bin/python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md app.py ./
COPY .streamlit .streamlit
COPY pages pages
COPY hotpass hotpass
RUN /opt/hotpass/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && ln -s "$(/opt/hotpass/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/hotpass/_dashboard" /opt/hotpass/dashboard

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 hotpass \
    && install --directory --owner=hotpass --group=hotpass /workspace
COPY --from=build /opt/hotpass /opt/hotpass
ENV PATH=/opt/hotpass/bin:$PATH \
    HOTPASS_WORKSPACE=/workspace \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001
VOLUME /workspace
EXPOSE 8501
# The folder that holds .streamlit/config.toml
WORKDIR /opt/hotpass/dashboard
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python3", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4).read()"]
# Inside the container every address is served; publish the port on 127.0.0.1 only.
CMD ["python3", "-m", "hotpass.ui", "app.py", "0.0.0.0", "8501"]
