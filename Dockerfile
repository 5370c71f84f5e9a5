# Callflow Studio from its release archive. `docker build -t callflow-studio .`; docs/running.md says how to run it.

# What the archive holds runs on every platform, so it is built on the one that is fastest here.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS release
WORKDIR /source
COPY . .
RUN npm ci && npm run release && mkdir /release && tar -xzf release/*.tar.gz -C /release --strip-components=1

FROM node:24-bookworm-slim
RUN mkdir /data && chown node:node /data
COPY --from=release /release /opt/callflow-studio
# HOST asks for ADMIN_PASSWORD: other machines can reach it.
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/opt/callflow-studio/main.js"]
