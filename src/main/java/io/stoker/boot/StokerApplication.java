package io.stoker.boot;

import io.stoker.cli.ServeCommand;
import io.stoker.runtime.ContentPlane;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Serves: the content plane and, beside it, the management plane. Neither waits for the other, and
 * the management plane stays when the content plane cannot start.
 *
 * <p>Words that begin with two dashes are Spring's ({@code --server.port=9091}), all others httpd's
 * flags.
 */
@SpringBootApplication
public class StokerApplication {

  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    List<String> spring = new ArrayList<>();
    List<String> httpd = new ArrayList<>();
    for (String arg : args) {
      (arg.startsWith("--") && arg.length() > 2 ? spring : httpd).add(arg);
    }
    ServeCommand command = new ServeCommand(httpd, System.getenv(), System.out, System.err);
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
