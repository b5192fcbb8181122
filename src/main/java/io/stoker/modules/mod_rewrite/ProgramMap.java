package io.stoker.modules.mod_rewrite;

import io.stoker.api.LogMessage;
import io.stoker.api.Startup;
import io.stoker.api.SystemError;
import io.stoker.files.Users;
import io.stoker.logging.ErrorLogs;
import io.stoker.logging.SystemWords;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code prg:}: a program that is asked line by line, one question at a time. It runs in its own
 * directory, without environment variables, and writes its errors to the error log. One that has
 * ended is not started again before the server is: its answers are empty then.
 *
 * <p>Source: httpd manual, "Using RewriteMap", prg.
 */
final class ProgramMap implements RewriteMap.OfProgram, AutoCloseable {

  private static final LogMessage NOT_STARTED =
      LogMessage.error("rewrite", "AH00654", "mod_rewrite: could not start RewriteMap program %s");
  private static final LogMessage OWN_ACCOUNT =
      LogMessage.warn(
          "rewrite",
          "STK0622",
          "RewriteMap program %s runs as the server does and not as %s: only root could change"
              + " that");
  private static final LogMessage NO_SETPRIV =
      LogMessage.error(
          "rewrite",
          "STK0623",
          "RewriteMap program %s cannot run as %s: there is no setpriv (util-linux)");
  private static final LogMessage ENDED =
      LogMessage.error(
          "rewrite",
          "STK0621",
          "RewriteMap program %s has ended: its map is empty until the server is restarted");

  private static final int PATIENCE_SECONDS = 3;

  private final List<String> command;
  private final ProgramAccount account;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Process process;
  private boolean ended;

  /**
   * A program that has not been started.
   *
   * @param command path and arguments
   */
  ProgramMap(List<String> command, ProgramAccount account) {
    this.command = List.copyOf(command);
    this.account = account;
  }

  private String path() {
    return command.getFirst();
  }

  /**
   * Starts the program.
   *
   * @return whether it runs; why it does not was logged
   */
  boolean start(Startup startup) {
    List<String> run = command;
    if (account.user() != null) {
      String user = account.user();
      if (!ProgramAccount.isRoot()) {
        startup.log(OWN_ACCOUNT, path(), user);
      } else {
        List<String> wrapped = account.wrap(command);
        if (wrapped == null) {
          startup.log(NO_SETPRIV, path(), user);
          return false;
        }
        run = wrapped;
      }
    }
    try {
      check();
      start(run, ErrorLogs.file(startup.main()));
      return true;
    } catch (IOException e) {
      startup.log(SystemWords.ofStart(e), NOT_STARTED, path());
      return false;
    }
  }

  /** What the system would say only when the program is run. */
  private void check() throws IOException {
    Users users = Users.system();
    boolean unknown =
        (account.user() != null && users.user(account.user()) == null)
            || (account.group() != null && users.group(account.group()) == null);
    if (unknown) {
      throw new SystemError(2);
    }
    if (!new File(path()).canExecute()) {
      throw new SystemError(13);
    }
  }

  private void start(List<String> run, @Nullable String errorLog) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(run).directory(new File(path()).getParentFile());
    builder.environment().clear();
    builder.redirectError(
        errorLog == null ? Redirect.INHERIT : Redirect.appendTo(new File(errorLog)));
    lock.lock();
    try {
      process = builder.start();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable String lookup(RuleRun run, String name, String key) {
    run.x().unplannable("a RewriteMap program");
    if (!run.x().mayAct("the program of RewriteMap " + name + " is not asked: it has no value")) {
      return null;
    }
    String value = key.indexOf('\n') < 0 ? ask(run, key) : null;
    if (value == null) {
      MapLog.failed(run, name, "", key);
    } else {
      MapLog.found(run, name, "", key, value);
    }
    return value;
  }

  /** The program's answer; null for NULL, and where the program was never started. */
  private @Nullable String ask(RuleRun run, String key) {
    lock.lock();
    try {
      if (process == null) {
        return null;
      }
      String answer = ended ? "" : answer(process, key);
      if (answer == null) {
        ended = true;
        run.x().log(ENDED, path());
        return "";
      }
      return answer.equalsIgnoreCase("NULL") ? null : answer;
    } finally {
      lock.unlock();
    }
  }

  /** A line, or what there is of it; null at the end. */
  private static @Nullable String answer(Process program, String key) {
    StringBuilder line = new StringBuilder();
    try {
      program.getOutputStream().write((key + "\n").getBytes(StandardCharsets.ISO_8859_1));
      program.getOutputStream().flush();
      InputStream in = program.getInputStream();
      int c = in.read();
      if (c < 0) {
        return null;
      }
      while (c >= 0 && c != '\n') {
        line.append((char) c);
        c = in.read();
      }
      return line.toString();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    Process program;
    lock.lock();
    try {
      program = process;
      process = null;
    } finally {
      lock.unlock();
    }
    if (program != null) {
      end(program);
    }
  }

  /** It sees the end of its input, then SIGTERM, and SIGKILL when it is still there. */
  private static void end(Process program) {
    try {
      program.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    program.destroy();
    try {
      program.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      program.destroyForcibly();
    } catch (InterruptedException e) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
