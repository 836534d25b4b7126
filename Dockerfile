# Built and started by docker-compose.yml. Not tried where it was written: there was no Docker engine.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN mvn -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:17-jre
# The health check asks with it.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /opt/cardferry cardferry && install -d -o cardferry -m 0700 /data
WORKDIR /opt/cardferry
COPY bin bin
COPY config config
COPY mocks mocks
COPY routes routes
COPY skeletons skeletons
COPY --from=build /build/target/cardferry.jar target/cardferry.jar
COPY --from=build /build/target/lib target/lib
USER cardferry
# Inside a container all interfaces; which of them the outside sees is decided where the port is published.
ENV CARDFERRY_HTTP_HOST=0.0.0.0 CARDFERRY_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD curl -fsS http://127.0.0.1:8080/health/ready
ENTRYPOINT ["bin/cardferry"]
CMD ["run"]
