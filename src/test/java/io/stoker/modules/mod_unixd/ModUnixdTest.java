package io.stoker.modules.mod_unixd;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.Core.Account;
import io.stoker.api.Server;
import io.stoker.testing.Directives;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModUnixdTest {

  @TempDir Path root;

  @Test
  void numbersAndNames() throws IOException {
    Server server =
        Directives.in(root)
            .loading("mpm_event")
            .after("Listen 127.0.0.1:18990")
            .server("User #4711\nGroup root");
    assertThat(server.get(Core.USER)).isEqualTo(new Account("#4711", 4711));
    assertThat(server.get(Core.GROUP)).isEqualTo(new Account("root", 0));
  }

  @Test
  void thereIsNoSuexec() throws IOException {
    assertThat(Directives.in(root).loading("mpm_event").say("Suexec On"))
        .isEqualTo("AH00526: Syntax error on line 1 of FILE:\nsuEXEC isn't supported");
  }
}
