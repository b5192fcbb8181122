package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.Core.EtagPart;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.files.OpenFile;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticFilesTest {

  @TempDir Path root;

  private TestServer.Builder site() {
    return TestServer.in(root).file("htdocs/a.txt", "0123456789");
  }

  @Test
  void aFileIsSentWithItsFieldsInHttpdsOrder() {
    try (TestServer server = site().set(Core.FORCE_TYPE, "text/plain").start()) {
      assertThat(server.get("/a.txt"))
          .isEqualTo(
              """
              HTTP/1.1 200 OK
              Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
              ETag: "a-6475ef64cf340"
              Accept-Ranges: bytes
              Content-Length: 10
              Content-Type: text/plain

              0123456789\
              """);
    }
  }

  @Test
  void aFileThatTookAnothersPlaceMeanwhileIsTheOneThatIsSent() {
    TestModule replaces =
        TestModule.on(
            Phase.FIXUPS,
            x -> {
              Path other = Files.writeString(root.resolve("other"), "another file");
              Files.move(other, root.resolve("htdocs/a.txt"), StandardCopyOption.REPLACE_EXISTING);
              return Outcome.DECLINED;
            });
    try (TestServer server = site().module(replaces).start()) {
      assertThat(server.get("/a.txt")).startsWith("HTTP/1.1 200 OK").endsWith("\nanother file");
    }
  }

  @Test
  void headTellsTheSameWithoutContent() {
    try (TestServer server = site().start()) {
      String get = server.get("/a.txt");
      assertThat(server.send("HEAD", "/a.txt")).isEqualTo(get.replace("0123456789", ""));
    }
  }

  @Test
  void aLargeFileIsNotReadToBeSent() {
    try (TestServer server = site().file("htdocs/big", "x".repeat(100_000)).start()) {
      long before = OpenFile.live();
      Response response = server.serve("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(response.body()).isInstanceOf(io.stoker.api.Body.FileRegion.class);
      response.body().release();
      assertThat(OpenFile.live()).isEqualTo(before);
      assertThat(server.get("/big")).endsWith("x".repeat(100_000));
      assertThat(server.send("HEAD", "/big")).contains("Content-Length: 100000\n");
      assertThat(OpenFile.live()).isEqualTo(before);
    }
  }

  @Test
  void whatIsNotThereIs404() {
    try (TestServer server =
        site()
            .set(
                Core.LOG_LEVEL, new Core.LogLevels(io.stoker.api.LogLevel.INFO, java.util.Map.of()))
            .start()) {
      assertThat(server.get("/nope/x")).startsWith("HTTP/1.1 404 Not Found\n");
      assertThat(server.log())
          .containsExactly(
              "core:info AH00128: File does not exist: " + root.resolve("htdocs/nope/x"));
      assertThat(server.get("/")).startsWith("HTTP/1.1 404 Not Found\n");
      assertThat(server.log())
          .containsExactly("core:info AH00129: Attempt to serve directory: " + root + "/htdocs/");
      assertThat(server.get("/a.txt/x")).startsWith("HTTP/1.1 404 Not Found\n");
      assertThat(server.log())
          .containsExactly(
              "core:info AH00130: File does not exist: " + root.resolve("htdocs/a.txt/x"));
    }
  }

  @Test
  void acceptPathInfoLetsTheRestPass() {
    try (TestServer server = site().set(Core.ACCEPT_PATH_INFO, Core.AcceptPathInfo.ON).start()) {
      assertThat(server.get("/a.txt/x")).startsWith("HTTP/1.1 200 OK\n").endsWith("0123456789");
    }
  }

  @Test
  void postGetsTheFileAndOtherMethodsDoNot() {
    try (TestServer server = site().start()) {
      assertThat(server.raw("POST /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
          .startsWith("HTTP/1.1 200 OK\n");
      assertThat(server.send("PUT", "/a.txt"))
          .startsWith(
              """
              HTTP/1.1 405 Method Not Allowed
              Allow: HEAD,GET,POST,OPTIONS,TRACE
              Content-Length: 260
              """)
          .contains("<p>The requested method PUT is not allowed for this URL.</p>");
      assertThat(server.send("OPTIONS", "/a.txt"))
          .isEqualTo("HTTP/1.1 200 OK\nAllow: HEAD,GET,POST,OPTIONS,TRACE\nContent-Length: 0\n\n");
      assertThat(server.send("FOO", "/a.txt"))
          .startsWith("HTTP/1.1 501 Not Implemented\nAllow: HEAD,GET,POST,OPTIONS,TRACE\n");
      assertThat(server.log())
          .containsExactly("core:error AH00135: Invalid method in request FOO /a.txt HTTP/1.1");
    }
  }

  @Test
  void aRegisteredMethodIsKnownThoughNotAllowed() {
    try (TestServer server = site().set(Core.REGISTERED_METHODS, Set.of("FOO")).start()) {
      assertThat(server.send("FOO", "/a.txt")).startsWith("HTTP/1.1 405 Method Not Allowed\n");
    }
  }

  @Test
  void fileEtagAndContentDigest() {
    Core.FileEtag none = new Core.FileEtag(Set.of(), Set.of(), Set.of());
    Core.FileEtag digest = new Core.FileEtag(Set.of(EtagPart.DIGEST), Set.of(), Set.of());
    try (TestServer server =
        site().set(Core.FILE_ETAG, none).set(Core.CONTENT_DIGEST, true).start()) {
      assertThat(server.get("/a.txt"))
          .startsWith(
              """
              HTTP/1.1 200 OK
              Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
              Accept-Ranges: bytes
              Content-Length: 10
              Content-MD5: eB5eJF1ptWaXm4bijSPyxw==

              """);
    }
    try (TestServer server = site().set(Core.FILE_ETAG, digest).start()) {
      assertThat(server.get("/a.txt")).contains("ETag: \"h6zsF82dzSCnFsws9nQXtxyKcBY=\"\n");
    }
  }

  @Test
  void conditions() {
    try (TestServer server = site().start()) {
      assertThat(server.get("/a.txt", "If-None-Match: \"a-6475ef64cf340\""))
          .isEqualTo(
              """
              HTTP/1.1 304 Not Modified
              Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
              ETag: "a-6475ef64cf340"
              Accept-Ranges: bytes

              """);
      assertThat(server.get("/a.txt", "If-Match: \"x\""))
          .startsWith("HTTP/1.1 412 Precondition Failed\nLast-Modified:")
          .contains("\nContent-Length: 0\n");
      assertThat(server.send("HEAD", "/a.txt", "If-Match: \"x\""))
          .contains("\nContent-Length: 10\n");
      assertThat(server.get("/a.txt", "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT"))
          .startsWith("HTTP/1.1 304 Not Modified\n");
    }
  }

  @Test
  void ranges() {
    try (TestServer server = site().set(Core.FORCE_TYPE, "text/plain").start()) {
      assertThat(server.get("/a.txt", "Range: bytes=2-4"))
          .isEqualTo(
              """
              HTTP/1.1 206 Partial Content
              Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
              ETag: "a-6475ef64cf340"
              Accept-Ranges: bytes
              Content-Length: 3
              Content-Range: bytes 2-4/10
              Content-Type: text/plain

              234\
              """);
      assertThat(server.get("/a.txt", "Range: bytes=0-0,5-6"))
          .containsPattern("Content-Length: \\d+\nContent-Type: multipart/byteranges; boundary=")
          .contains("Content-range: bytes 5-6/10\r\n\r\n56\r\n--");
      assertThat(server.get("/a.txt", "Range: bytes=20-"))
          .startsWith(
              """
              HTTP/1.1 416 Requested Range Not Satisfiable
              Content-Type: text/html; charset=iso-8859-1

              <!DOCTYPE\
              """);
    }
  }

  @Test
  void rangesOfALargeFileComeFromTheFile() {
    String big = "0123456789".repeat(10_000);
    try (TestServer server = site().file("htdocs/big", big).start()) {
      long before = OpenFile.live();
      assertThat(server.get("/big", "Range: bytes=-3")).endsWith("\n\n789");
      assertThat(server.get("/big", "Range: bytes=0-1,50001-50002")).contains("\r\n\r\n12\r\n--");
      assertThat(server.send("HEAD", "/big", "Range: bytes=0-1,50001-50002"))
          .startsWith("HTTP/1.1 206");
      assertThat(server.get("/big", "Range: bytes=100000-")).startsWith("HTTP/1.1 416");
      assertThat(OpenFile.live()).isEqualTo(before);
    }
  }

  @Test
  void anUnreadableFileIs403() throws IOException {
    try (TestServer server = site().file("htdocs/secret", "s").start()) {
      Files.setPosixFilePermissions(
          server.path("htdocs/secret"), PosixFilePermissions.fromString("---------"));
      if (Files.isReadable(server.path("htdocs/secret"))) {
        return; // the super-user reads everything
      }
      assertThat(server.get("/secret")).startsWith("HTTP/1.1 403 Forbidden\n");
      assertThat(server.log())
          .containsExactly(
              "core:error (13)Permission denied: AH00132: file permissions deny server access: "
                  + server.path("htdocs/secret"));
    }
  }
}
