package io.stoker.boot;

import io.stoker.cli.RawWords;
import io.stoker.cli.ServeCommand;
import io.stoker.runtime.ContentPlane;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Serves: the content plane and, beside it, the management plane. Neither waits for the other, and
 * the management plane stays when the content plane cannot start.
 *
 * <p>Words that begin with two dashes are Spring's ({@code --server.port=9091}), all others httpd's
 * flags.
 */
@SpringBootApplication(scanBasePackages = {"io.stoker.actuator", "io.stoker.admin"})
@Import({Wiring.class, FleetWiring.class})
public class StokerApplication {

  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    List<String> spring = new ArrayList<>();
    List<String> httpd = new ArrayList<>();
    List<String> raw = RawWords.arguments(args);
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--") && args[i].length() > 2) {
        spring.add(args[i]);
      } else {
        httpd.add(raw.get(i));
      }
    }
    serve(httpd, spring);
  }

  /** Does what httpd's words say; Spring's are for the management plane. */
  static void serve(List<String> httpd, List<String> spring) {
    ServeCommand command = ServeCommand.ofProcess(httpd);
    switch (command.prepare()) {
      case ServeCommand.Prepared.Exit(int status) -> System.exit(status);
      case ServeCommand.Prepared.Serve(ContentPlane plane) ->
          new StokerProcess(command, plane).run(spring.toArray(String[]::new));
    }
  }

  /** The management plane over a content plane, which it shows and controls. */
  static ConfigurableApplicationContext manage(ContentPlane plane, String... args) {
    SpringApplicationBuilder builder =
        new SpringApplicationBuilder(StokerApplication.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(ContentPlane.class, () -> plane));
    builder.application().setRegisterShutdownHook(false);
    return builder.run(args);
  }
}
