package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Position;
import io.stoker.boot.ManagedSite;
import io.stoker.runtime.view.Finding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the sites that are changed while they are served, and no others. */
class HtaccessEditorTest {

  private static final Cause ANN = Cause.rest("ann");

  @TempDir Path root;
  private ManagedSite site;
  private HtaccessEditor editor;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(root.resolve("htdocs/closed"));
    Files.createDirectories(root.resolve("htdocs/two"));
    Files.createDirectories(root.resolve("elsewhere"));
    site =
        new ManagedSite(root)
            .write("htdocs/.htaccess", "# top\n")
            .write("htdocs/closed/.htaccess", "# closed\n")
            .write("htdocs/two/.acl", "# first\n")
            .write("htdocs/two/.htaccess", "# second\n")
            .write("elsewhere/.htaccess", "# not served\n")
            .write("conf/extra.conf", "Timeout 5\n")
            .configure(
                """
                Include conf/extra.conf
                AccessFileName .acl .htaccess
                <Directory %1$s/htdocs>
                    AllowOverride FileInfo
                    Require all granted
                </Directory>
                <Directory %1$s/htdocs/closed>
                    AllowOverride None
                </Directory>
                <VirtualHost *>
                    ServerName other.example.com
                    DocumentRoot htdocs/closed
                </VirtualHost>
                """
                    .formatted(root));
    Files.createSymbolicLink(root.resolve("htdocs/away"), root.resolve("elsewhere"));
    Files.createDirectories(root.resolve("htdocs/linked"));
    Files.createSymbolicLink(
        root.resolve("htdocs/linked/.htaccess"), root.resolve("conf/extra.conf"));
    site.serve();
    editor = site.plane().htaccess();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private HtaccessEditor.Wish wish(String file, String text) {
    return new HtaccessEditor.Wish(root.resolve(file).toString(), text, null);
  }

  private Change check(String file, String text) {
    return editor.check(wish(file, text));
  }

  @Test
  void whatItsDirectoryGrantsIsTaken() {
    Change good = check("htdocs/.htaccess", "ErrorDocument 404 /gone\n");
    assertThat(good.outcome()).isEqualTo(Change.Outcome.VALID);
    assertThat(good.findings()).isEmpty();

    Change forbidden = check("htdocs/.htaccess", "# so\n\nOptions +Indexes\n");
    assertThat(forbidden.outcome()).isEqualTo(Change.Outcome.INVALID);
    String path = root + "/htdocs/.htaccess";
    assertThat(forbidden.findings())
        .containsExactly(
            new Finding(
                "crit", "core", path + ": Options not allowed here", new Position(path, 3)));

    assertThat(check("htdocs/.htaccess", "NoSuchThing\n").findings())
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .startsWith(path + ": Invalid command 'NoSuchThing'");
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# top\n");
  }

  @Test
  void whatNobodyReadsIsNotChanged() {
    Change closed = check("htdocs/closed/.htaccess", "ErrorDocument 404 /gone\n");
    assertThat(closed.outcome()).isEqualTo(Change.Outcome.INVALID);
    assertThat(closed.findings())
        .extracting(Finding::text)
        .contains("no server reads this file, so that nothing would come of a change")
        .anySatisfy(text -> assertThat(text).contains("other.example.com does not read it: Allow"));

    Change second = check("htdocs/two/.htaccess", "ErrorDocument 404 /gone\n");
    assertThat(second.findings())
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).contains(".acl stands before it in AccessFileName"));
  }

  @Test
  void noOtherFileCanBeReached() {
    for (String file :
        List.of(
            "conf/httpd.conf",
            "conf/extra.conf",
            "elsewhere/.htaccess",
            "htdocs/away/.htaccess",
            "htdocs/linked/.htaccess",
            "htdocs/index.html",
            "htdocs/../elsewhere/.htaccess",
            "htdocs/new/.htaccess")) {
      assertThat(editor.isOne(root + "/" + file)).as(file).isFalse();
      Reversible done = editor.apply(new HtaccessEditor.Wish(root + "/" + file, "x\n", null), ANN);
      assertThat(done.change().outcome()).as(file).isEqualTo(Change.Outcome.INVALID);
      assertThat(done.undo()).isNull();
    }
    assertThat(editor.isOne(".htaccess")).isFalse();
    assertThat(site.read("elsewhere/.htaccess")).isEqualTo("# not served\n");
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 5\n");
    assertThat(root.resolve("htdocs/new")).doesNotExist();
  }

  private String missing() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/none")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void theNextRequestSeesIt() throws Exception {
    List<Attempted> told = new ArrayList<>();
    site.plane().reloader().onAttempt(told::add);
    Path file = root.resolve("htdocs/.htaccess");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    long generation = site.plane().status().generation();
    assertThat(missing()).contains("404 Not Found");

    Reversible done =
        editor.apply(wish("htdocs/.htaccess", "ErrorDocument 404 \"not at home\"\n"), ANN);
    assertThat(done.change().outcome()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(missing()).isEqualTo("not at home");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(root.resolve("htdocs/.htaccess.stoker-new")).doesNotExist();
    assertThat(site.plane().status().generation()).isEqualTo(generation);

    assertThat(done.undo().run(Cause.revert("ann", null)).outcome())
        .isEqualTo(Change.Outcome.APPLIED);
    assertThat(missing()).contains("404 Not Found");
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# top\n");
    assertThat(told)
        .extracting(a -> a.cause().how() + " " + a.result() + " " + a.files())
        .containsExactly("REST applied [" + file + "]", "REVERT applied [" + file + "]");
  }

  @Test
  void whatSomebodyElseHasChangedStays() {
    HtaccessEditor.Wish late =
        new HtaccessEditor.Wish(
            root + "/htdocs/.htaccess", "ErrorDocument 404 /gone\n", "# before\n");
    assertThat(editor.apply(late, ANN).change().outcome()).isEqualTo(Change.Outcome.OUTDATED);
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# top\n");

    Reversible done = editor.apply(wish("htdocs/.htaccess", "ErrorDocument 404 /gone\n"), ANN);
    site.write("htdocs/.htaccess", "# by hand\n");
    assertThat(done.undo().run(Cause.revert("ann", null)).outcome())
        .isEqualTo(Change.Outcome.OUTDATED);
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# by hand\n");
  }
}
