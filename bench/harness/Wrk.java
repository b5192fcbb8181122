package harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by wrk: one thread, 64 keep-alive connections. */
final class Wrk {

  static final int CONNECTIONS = 64;

  private static final String DONE =
      """
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("result requests=%d bytes=%d micros=%d failed=%d refused=%d p50=%d p99=%d\\n",
          summary.requests, summary.bytes, summary.duration, e.connect + e.read + e.write + e.timeout, e.status,
          latency:percentile(50), latency:percentile(99)))
      end
      """;
  private static final Pattern RESULT =
      Pattern.compile(
          "result requests=(\\d+) bytes=(\\d+) micros=(\\d+) failed=(\\d+) refused=(\\d+)"
              + " p50=(\\d+) p99=(\\d+)");

  private final Path program;
  private final Path script;

  Wrk(Path work) throws IOException {
    program = Programs.find("wrk");
    if (program == null) {
      throw new IOException("no wrk: apt-get install wrk");
    }
    script = work.resolve("done.lua");
    Files.writeString(script, DONE);
  }

  /**
   * What came of it.
   *
   * @param requests those that were answered whole
   * @param bytes all that came, of answers that were not whole at the end as well
   * @param failed connections that broke
   * @param refused answers of 400 and above
   * @param p50 median latency in µs
   */
  record Result(
      long requests, long bytes, long micros, long failed, long refused, long p50, long p99) {

    double perSecond() {
      return requests * 1e6 / micros;
    }
  }

  /** GETs for so long. */
  Result run(InetSocketAddress to, String host, String path, List<String> fields, int seconds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Cpus.prefix());
    command.addAll(
        List.of(
            program.toString(),
            "-t1",
            "-c" + CONNECTIONS,
            "-d" + seconds + "s",
            "--timeout",
            "60s",
            "-s",
            script.toString(),
            "-H",
            "Host: " + host));
    for (String field : fields) {
      command.add("-H");
      command.add(field);
    }
    command.add("http://127.0.0.1:" + to.getPort() + path);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher m = RESULT.matcher(said);
    if (!m.find()) {
      throw new IOException("wrk: " + said);
    }
    return new Result(
        Long.parseLong(m.group(1)),
        Long.parseLong(m.group(2)),
        Long.parseLong(m.group(3)),
        Long.parseLong(m.group(4)),
        Long.parseLong(m.group(5)),
        Long.parseLong(m.group(6)),
        Long.parseLong(m.group(7)));
  }
}
