# The image of Stoker: a Java runtime, glibc, Stoker. No shell, no package manager.
#
#   mvn package && docker build -t stoker .
#
# The build context is small (.dockerignore): the distribution that Maven left in target/, and
# container/. BUILD_IMAGE may be any image with a JDK 25 on glibc.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:25-jdk-noble
FROM ${BUILD_IMAGE} AS build
COPY container /build/container
COPY target/stoker-*.tar.gz /build/
RUN /build/container/rootfs.sh /build/stoker-*.tar.gz /rootfs

FROM scratch
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Stoker" \
  org.opencontainers.image.description="A web server on the JVM that runs an Apache httpd 2.4 configuration" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
# What changes seldom comes first, so that a new Stoker makes little to pull.
COPY --from=build /rootfs/base/ /
COPY --from=build /rootfs/java/ /
COPY --from=build /rootfs/stoker/ /

# A number, since Kubernetes cannot tell from a name that it is not root. Group 0, as OpenShift has it.
USER 10001:0
WORKDIR /srv
ENV STOKER_HOME=/opt/stoker STOKER_LAUNCHER=stoker STOKER_SIGTERM=graceful \
  STOKER_HISTORY_ENABLED=false \
  LC_ALL=C.UTF-8 JAVA_HOME=/opt/java
EXPOSE 8080 9090
ENTRYPOINT ["/opt/java/bin/java", "@/opt/stoker/lib/jvm.options", "io.stoker.boot.StokerApplication"]
CMD ["-f", "/etc/stoker/httpd/httpd.conf"]
# Asks the management plane, from inside, whether the sites are served.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["/opt/java/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", \
    "-cp", "/opt/stoker/lib/*", "io.stoker.boot.HealthCheck"]
