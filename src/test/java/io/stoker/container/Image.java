package io.stoker.container;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.stoker.testing.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * {@code localhost/stoker}, which {@code container/test/image.sh} built, as a cluster with the
 * standard "restricted" runs it: without a privilege, on a root file system that is read-only.
 */
final class Image {

  static final String NAME = "localhost/stoker";
  static final int PORT = 8080;

  private static final long MIB = 1L << 20;

  private Image() {}

  /** Skips the test where there is no container engine with the image in it, or fails it. */
  static void require() {
    Peers.require(
        "podman with " + NAME,
        Image::isThere,
        "container/test/podman.sh runs a command beside one, container/test/image.sh builds it");
  }

  private static boolean isThere() {
    if (System.getenv("DOCKER_HOST") == null) {
      return false;
    }
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(NAME).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** A container that is not started yet; it has started when it serves. */
  static GenericContainer<?> container() {
    return new GenericContainer<>(DockerImageName.parse(NAME))
        .withExposedPorts(PORT)
        .withCreateContainerCmdModifier(
            command -> {
              HostConfig host = Objects.requireNonNull(command.getHostConfig());
              host.withReadonlyRootfs(true)
                  .withCapDrop(Capability.ALL)
                  .withSecurityOpts(List.of("no-new-privileges"));
            })
        .waitingFor(Wait.forHttp("/").forPort(PORT))
        .withStartupTimeout(Duration.ofMinutes(3));
  }

  /** The same with no more memory than that, swap included. */
  static GenericContainer<?> limitedTo(int mebibytes) {
    return container()
        .withCreateContainerCmdModifier(
            command ->
                Objects.requireNonNull(command.getHostConfig())
                    .withMemory(mebibytes * MIB)
                    .withMemorySwap(mebibytes * MIB));
  }

  static void signal(GenericContainer<?> container, String signal) {
    container
        .getDockerClient()
        .killContainerCmd(container.getContainerId())
        .withSignal(signal)
        .exec();
  }

  /** Waits until the container has ended; its exit status. */
  static long awaitEnd(GenericContainer<?> container) {
    while (true) {
      var state =
          container
              .getDockerClient()
              .inspectContainerCmd(container.getContainerId())
              .exec()
              .getState();
      if (!Boolean.TRUE.equals(state.getRunning())) {
        return Objects.requireNonNull(state.getExitCodeLong());
      }
      pause();
    }
  }

  /** Between two looks at something that has to happen. */
  static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
