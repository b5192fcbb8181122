package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import java.util.List;

/** The process, its files and its memory. */
final class ProcessDirectives {

  private static final Arg<Long> KILOBYTES = amount("KBytes", "MaxMemFree");
  private static final Arg<Long> STACK = amount("size", "ThreadStackSize");

  private ProcessDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.host("DefaultRuntimeDir")
            .fallback("logs")
            .onRead()
            .obsolete("no locks or shared memory are kept in files")
            .help("the directory for files that matter only while the server runs")
            .apply(Arity.TAKE1, "directory-path", ProcessDirectives::runtimeDirectory),
        Rows.global("PidFile")
            .fallback("logs/httpd.pid")
            .help("the file that holds the number of the server's process")
            .take(Arg.word("filename"), Core.PID_FILE),
        Rows.global("ScoreBoardFile")
            .fallback("logs/apache_runtime_status")
            .help("the file in which httpd's processes tell each other what they do")
            .obsolete("children are parts of one process and share its memory")
            .take(Arg.word("file-path"), Core.SCORE_BOARD_FILE),
        Rows.global("MaxConnectionsPerChild")
            .fallback("0")
            .help("connections after which a child makes way for a new one; 0 for never")
            .take(Rows.leadingInt("number"), Core.MAX_CONNECTIONS_PER_CHILD),
        Rows.global("MaxRequestsPerChild")
            .help("the old name of MaxConnectionsPerChild")
            .take(Rows.leadingInt("number"), Core.MAX_CONNECTIONS_PER_CHILD),
        Rows.global("MaxMemFree")
            .fallback("2048")
            .help("kilobytes of free memory that is kept for later; 0 for any amount")
            .take(KILOBYTES, Core.MAX_MEM_FREE),
        Rows.global("ThreadStackSize")
            .help("bytes of stack for a thread; 0 for what the platform gives")
            .take(STACK, Core.THREAD_STACK_SIZE),
        Rows.global("CoreDumpDirectory")
            .help("the directory that a crash leaves its report and its core dump in")
            .apply(Arity.TAKE1, "directory-path", ProcessDirectives::coreDumpDirectory),
        Rows.global("Mutex")
            .fallback("default")
            .help("how processes keep out of each other's way: a mechanism, then names")
            .obsolete("children are parts of one process and use its locks")
            .apply(Arity.WORDS, "mechanism [default|mutex-name]... [OmitPID]", Mutexes::check),
        Rows.host("Port")
            .help("gone since httpd 2.0: Listen says the port")
            .apply(
                Arity.TAKE1,
                "number",
                (cmd, args) -> {
                  throw new DirectiveException("Port was replaced with Listen in Apache 2.0");
                }));
  }

  private static Arg<Long> amount(String label, String name) {
    return Arg.of(
        label,
        Arg.Kind.BYTES,
        (word, cmd) -> {
          Numbers.Read read = Numbers.read(word);
          if (read.overflow() || read.value() < 0) {
            throw new DirectiveException("Invalid " + name + " value: " + word);
          }
          return read.value();
        });
  }

  private static void runtimeDirectory(Cmd cmd, List<String> args) throws DirectiveException {
    String directory = cmd.serverRootRelative(args.get(0));
    if (kind(directory) != FileKind.DIRECTORY) {
      throw new DirectiveException(
          "DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot");
    }
    cmd.setMain(Core.DEFAULT_RUNTIME_DIR, directory);
  }

  private static void coreDumpDirectory(Cmd cmd, List<String> args) throws DirectiveException {
    String directory = cmd.serverRootRelative(args.get(0));
    FileKind kind = kind(directory);
    if (kind != FileKind.DIRECTORY) {
      throw new DirectiveException(
          "CoreDumpDirectory "
              + directory
              + (kind == FileKind.MISSING ? " does not exist" : " is not a directory"));
    }
    cmd.setMain(Core.CORE_DUMP_DIRECTORY, directory);
  }

  private static FileKind kind(String path) {
    return Disk.system().stat(path).kind();
  }
}
