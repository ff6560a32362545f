# attune as a container, in the same steps that `make serve` takes (requirements/install.sh).
#
#   docker build --target cpu -t attune .        (or --target cuda, run with --gpus all)
#   docker run -p 8000:8000 -e ATTUNE_API_KEY=change-me -v attune-data:/data attune
#
# Inside a container only 0.0.0.0 can be reached from outside, and attune refuses to listen there without a key:
# without ATTUNE_API_KEY the container stops and says so. Any other setting is a variable too: ATTUNE_MODEL=Qwen/Qwen3-0.6B.

FROM python:3.11-slim-bookworm AS base
# libnuma1 is loaded by vLLM's CPU build; the compiler by vLLM when it compiles a model.
# Debian keeps one version of a package, so a pin here would break with its next security fix.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ libnuma1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 attune \
    && install -d -o attune /app /data
WORKDIR /app
USER 1000
ENV PIP_NO_CACHE_DIR=1 \
    ATTUNE_HOST=0.0.0.0 \
    ATTUNE_DATA=/data \
    HF_HOME=/data/huggingface
COPY --chown=attune requirements requirements
VOLUME /data
EXPOSE 8000
# The engine loads and warms up before it is ready; a model from the hub is downloaded before that.
HEALTHCHECK --interval=15s --timeout=5s --start-period=10m --retries=4 \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"ATTUNE_PORT\", 8000)}/readyz')"]
ENTRYPOINT [".venv/bin/attune"]
CMD ["serve"]

# In both targets the packages are a layer of their own, below the sources.
FROM base AS cuda
RUN ATTUNE_DEVICE=cuda requirements/install.sh packages
COPY --chown=attune . .
RUN requirements/install.sh attune web

FROM base AS cpu
RUN ATTUNE_DEVICE=cpu requirements/install.sh packages
COPY --chown=attune . .
RUN requirements/install.sh attune web
