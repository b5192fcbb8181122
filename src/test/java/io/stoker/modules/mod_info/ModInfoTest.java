package io.stoker.modules.mod_info;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModInfoTest {

  @TempDir Path dir;

  private String page(String query) {
    String configuration =
        """
        LoadModule dir_module modules/mod_dir.so
        LoadModule info_module modules/mod_info.so
        AddModuleInfo mod_dir.c "see <b>below</b>"
        DirectoryIndex a.html
        <Location /info>
          SetHandler server-info
        </Location>
        """;
    try (TestServer server = TestServer.in(dir).config(configuration).start()) {
      return server.get("/info" + query);
    }
  }

  @Test
  void listsTheModules() {
    assertThat(page("?list"))
        .contains("<dl><dt>Server Module List</dt><dd>core.c</dd><dd>event.c</dd>")
        .contains("<dd>mod_dir.c</dd><dd>mod_info.c</dd>");
  }

  @Test
  void showsAModuleWithItsDirectivesAndWhereTheyStand() {
    assertThat(page("?MOD_DIR.C"))
        .contains("<strong>Content handlers:</strong> <tt> <em>none</em></tt>")
        .contains("<tt>Fixups</tt>")
        .contains("<dd><tt>DirectoryIndex - <i>")
        .contains("&nbsp;&nbsp;&nbsp;4:&nbsp;DirectoryIndex <i>a.html</i></tt></dd>")
        .contains("<dt><strong>Additional Information:</strong>\n</dt><dd>see <b>below</b></dd>")
        .doesNotContain("SetHandler");
  }

  @Test
  void showsWhoHooksWhatInWhichOrder() {
    assertThat(page("?hooks"))
        .contains("<strong>Check Configuration:</strong>\n <br /><tt>\n&nbsp;&nbsp; 10 <a href=")
        .contains(
            "<dt><strong>Content Handlers:</strong>\n <br /><tt>\n"
                + "&nbsp;&nbsp; 10 <a href=\"?mod_info.c\">mod_info.c</a> <br/>");
  }

  @Test
  void showsTheServerAndWhatIsProvided() {
    assertThat(page("?server"))
        .contains("<dt><strong>MPM Name:</strong> <tt>event</tt></dt>")
        .contains(
            "<dt><strong>Timeouts:</strong> <tt>connection: 60 &nbsp;&nbsp; keep-alive: 5</tt>");
    assertThat(page("?providers")).contains("<strong>log item</strong> (version <tt>0</tt>)");
  }

  @Test
  void theWholePageHasAllOfIt() {
    assertThat(page(""))
        .contains("<a href=\"#mod_dir.c\">mod_dir.c</a>, ")
        .contains("<h2><a name=\"server\">Server Settings</a></h2>")
        .contains("<h2><a name=\"request_hooks\">Request Hooks</a></h2>")
        .contains("<h2><a name=\"providers\">Providers</a></h2>")
        .contains("<dl><dt><a name=\"mod_dir.c\"><strong>Module Name:</strong></a>");
  }
}
