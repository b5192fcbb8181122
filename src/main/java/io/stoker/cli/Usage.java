package io.stoker.cli;

/** The text that {@code -h} and wrong flags get. */
final class Usage {

  private Usage() {}

  static String text(String program) {
    String indent = " ".repeat("Usage: ".length() + program.length() + 1);
    return "Usage: "
        + program
        + " [-D name] [-d directory] [-f file]\n"
        + indent
        + "[-C \"directive\"] [-c \"directive\"]\n"
        + indent
        + "[-k start|restart|graceful|graceful-stop|stop]\n"
        + indent
        + "[-e level] [-E file]\n"
        + indent
        + "[-v] [-V] [-h] [-l] [-L] [-t] [-T] [-S] [-M] [-X]\n"
        + " ".repeat("Usage: ".length())
        + program
        + " compat [--help] FILE|DIR...\n"
        + " ".repeat("Usage: ".length())
        + program
        + " explain [--help] [METHOD] URL\n"
        + " ".repeat("Usage: ".length())
        + program
        + " ab|htdbm|htdigest|htpasswd|logresolve|rotatelogs|split-logfile ...\n"
        + """
        Options:
          -D name            : define a name for <IfDefine name>; FOREGROUND: do not detach
          -d directory       : initial ServerRoot
          -f file            : configuration file, relative to ServerRoot
          -C "directive"     : read a directive before the configuration file
          -c "directive"     : read a directive after the configuration file
          -e level           : show start-up messages of this level (see LogLevel)
          -E file            : write start-up messages to a file
          -v                 : version
          -V                 : version and settings of the build
          -h                 : this page
          -l                 : modules that are always there
          -L                 : directives of the loaded modules
          -t                 : check the configuration
          -T                 : do not check whether document roots exist
          -S                 : check, and show virtual hosts and run settings
          -M                 : check, and show the loaded modules
          -t -D DUMP_VHOSTS  : check, and show virtual hosts
          -t -D DUMP_RUN_CFG : check, and show run settings
          -t -D DUMP_MODULES : the same as -M
          -t -D DUMP_INCLUDES: check, and show all files that were read
          -t -D DUMP_CONFIG  : check, and show the configuration as it was read
          -X                 : debug: stay in the foreground
          explain URL        : tell how a request is answered, and which lines decide
          compat FILE|DIR... : rate every directive of a configuration: exact, differs, not yet
        """;
  }
}
