package io.stoker.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Stoker: the management plane first, then the content plane. */
@SpringBootApplication
public class StokerApplication {

  /**
   * Runs until the process is told to stop.
   *
   * @param args Spring Boot arguments, for example {@code --server.port=9090}
   */
  public static void main(String[] args) {
    SpringApplication.run(StokerApplication.class, args);
  }
}
