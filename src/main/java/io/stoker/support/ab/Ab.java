package io.stoker.support.ab;

import io.netty.handler.ssl.SslContext;
import io.stoker.api.Product;
import io.stoker.support.Failure;
import io.stoker.support.Flags;
import io.stoker.support.SupportProgram;
import io.stoker.support.Terminal;
import java.util.List;

/**
 * ab: asks a server the same thing many times, many times at once, and tells how long it took.
 *
 * <p>Source: httpd manual, "ab"; what it prints was tried.
 */
public final class Ab implements SupportProgram {

  private static final String NAME = "the options and the report of ApacheBench 2.3";

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    Flags flags = AbArguments.flags(words);
    if (flags.has('h')) {
      terminal.err().println(AbArguments.usage());
      return 22;
    }
    if (flags.has('V')) {
      terminal.out().print(banner());
      return 0;
    }
    load(AbArguments.read(flags), terminal);
    return 0;
  }

  private static String banner() {
    return "This is ab of " + Product.NAME + "/" + Product.VERSION + ", with " + NAME + "\n";
  }

  private static void load(AbOptions options, Terminal terminal) throws Failure {
    AbOptions.Html html = options.html();
    if (html == null) {
      terminal.out().print(banner() + "\nBenchmarking " + options.target().host() + " ");
      Target.HostPort proxy = options.proxy();
      if (proxy != null) {
        terminal.out().print("[through " + proxy.host() + ":" + proxy.port() + "] ");
      }
      terminal.out().print("(be patient)" + (options.heartbeat() > 0 ? "\n" : "..."));
    } else {
      terminal.out().print("<p>\n " + banner() + "</p>\n<p>\n");
    }
    if (options.verbosity() >= 2) {
      terminal
          .out()
          .print(
              "INFO: "
                  + options.method()
                  + " header == \n---\n"
                  + RequestText.head(options)
                  + "\n---\n");
    }
    terminal.out().flush();
    SslContext tls = options.target().tls() ? TlsClient.context(options.tls()) : null;
    Tally tally = LoadRun.perform(options, terminal, tls);
    if (options.heartbeat() > 0) {
      terminal.err().println("Finished " + tally.done() + " requests");
      terminal.err().flush();
    } else {
      terminal.out().print("..done\n");
    }
    if (html == null) {
      new TextReport(options, tally, terminal.out()).print();
    } else {
      new HtmlReport(options, html, tally, terminal.out()).print();
    }
    String gnuplot = options.gnuplot();
    if (gnuplot != null) {
      TimeTables.gnuplot(gnuplot, tally);
    }
    String csv = options.csv();
    if (csv != null) {
      TimeTables.csv(csv, tally);
    }
    terminal.out().flush();
  }
}
