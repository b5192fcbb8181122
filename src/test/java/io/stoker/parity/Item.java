package io.stoker.parity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something in a case file that is carried out, in the order of the file. */
sealed interface Item {

  /** Number of the line where it stands. */
  int line();

  /** Something that has an expected result. */
  sealed interface Tested extends Item {
    String name();
  }

  /** A file, directory or link to make, or something to delete. */
  record Change(Section section) implements Item {
    @Override
    public int line() {
      return section.line();
    }
  }

  /**
   * A request with its expected reply.
   *
   * @param section the request itself
   * @param reply what httpd answers; null while it has not been recorded
   * @param differs what Stoker answers where it differs on purpose
   * @param log messages that the request leaves in the error log
   */
  record Request(
      Section section, @Nullable Section reply, @Nullable Section differs, @Nullable Section log)
      implements Tested {
    @Override
    public int line() {
      return section.line();
    }

    @Override
    public String name() {
      return section.argument();
    }

    boolean continues() {
      return section.has("same connection") || section.has("pipelined");
    }
  }

  /**
   * A configuration that is only checked.
   *
   * @param section the configuration
   * @param output the messages of httpd; null while they have not been recorded
   * @param exit the exit status
   * @param differs Stoker's messages where they differ on purpose
   */
  record Check(
      Section section, @Nullable Section output, @Nullable Section exit, @Nullable Section differs)
      implements Tested {
    @Override
    public int line() {
      return section.line();
    }

    @Override
    public String name() {
      return section.argument();
    }

    /** The command-line flags, {@code -t} unless the case names others. */
    List<String> flags() {
      return List.of(section.attribute("flags", "-t").split("\\s+"));
    }
  }

  /**
   * The lines of an access log after all requests of the scenario.
   *
   * @param section the expected lines
   * @param differs Stoker's lines where they differ on purpose
   */
  record AccessLog(Section section, @Nullable Section differs) implements Tested {
    @Override
    public int line() {
      return section.line();
    }

    @Override
    public String name() {
      return "access log " + file();
    }

    /** File name below ServerRoot. */
    String file() {
      return section.argument().isEmpty() ? "logs/access.log" : section.argument();
    }
  }
}
