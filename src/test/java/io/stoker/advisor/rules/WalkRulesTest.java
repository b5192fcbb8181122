package io.stoker.advisor.rules;

import static io.stoker.advisor.Given.changes;
import static io.stoker.advisor.Given.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.advisor.Finding;
import io.stoker.advisor.Given;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done on the way to files: links, access files, index files, negotiation. */
class WalkRulesTest {

  @TempDir Path folder;

  /** Lines begin at 5: the first four are of every site. */
  private Given site(String lines) {
    return Given.site(folder, lines);
  }

  private static final String OWNERS =
      """
      DocumentRoot /srv/site/pub/htdocs
      <Directory />
          Options SymLinksIfOwnerMatch
      </Directory>
      """;

  private static final String OVERRIDES =
      """
      DocumentRoot /srv/site/pub/htdocs
      <Directory />
          AllowOverride All
      </Directory>
      """;

  private static final String PLAIN = "DocumentRoot /srv/site/pub/htdocs\n";

  @Test
  void linksAreCountedAsHttpdWasMeasured() {
    // Measured: 5 lstat for a file directly in a document root of four names (13 calls, not 8).
    Finding.Advice a = site(OWNERS).served(10_000, 9_900).walking(60).advised(new SymlinkChecks());
    assertThat(a.severity()).isEqualTo(Severity.NOTE);
    assertThat(a.what()).endsWith("it costs next to nothing here");
    assertThat(evidence(a))
        .contains(
            "calls of lstat that httpd makes for each request of a file in"
                + " /srv/site/pub/htdocs: 5",
            "answered from a plan: 99 %",
            "a walk to a file takes: 60 µs",
            "of the time of all requests, walks took: 0.6 %");
    assertThat(changes(a)).as("for nothing").isEmpty();
  }

  @Test
  void linksAreWorthAChangeWhereWalksTakeTheTime() {
    Finding.Advice a = site(OWNERS).served(10_000, 1_000).walking(50).advised(new SymlinkChecks());
    assertThat(a.severity()).isEqualTo(Severity.ADVICE);
    assertThat(evidence(a)).contains("of the time of all requests, walks took: 45 %");
    assertThat(changes(a)).containsExactly("httpd.conf:7 Options FollowSymLinks");
  }

  @Test
  void whatIsNotMeasuredIsNotGuessed() {
    assertThat(site(OWNERS).waits(new SymlinkChecks())).startsWith("a running server");
    assertThat(site(OWNERS).served(999, 0).waits(new SymlinkChecks()))
        .isEqualTo("1,000 requests; there were 999");
  }

  @Test
  void followedLinksNeedNothing() {
    site(PLAIN).fine(new SymlinkChecks());
    site(PLAIN).fine(new LinksAboveRoot());
    site(PLAIN).fine(new FollowEverywhere());
    site(PLAIN).fine(new BothWalks());
  }

  @Test
  void linksAboveTheRootNeedNoCheck() {
    Finding.Advice a = site(OWNERS).served(10_000, 9_000).walking(60).advised(new LinksAboveRoot());
    assertThat(evidence(a))
        .contains(
            "of the names that are checked for /srv/site/pub/htdocs, those above it: 80 %",
            "names above it: 4");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:0 <Directory \"/srv/site/pub/htdocs\"> /     Options -FollowSymLinks"
                + " +SymLinksIfOwnerMatch / </Directory> and :7 Options FollowSymLinks");
  }

  private static final String TWO_HOSTS =
      """
      <VirtualHost *:80>
          ServerName a.example
          DocumentRoot /srv/a
      </VirtualHost>
      <VirtualHost *:80>
          ServerName b.example
          DocumentRoot /srv/b
      </VirtualHost>
      """;

  private static final String ALIASES =
      """
      LoadModule alias_module modules/mod_alias.so
      Alias /pictures /data/pictures
      """;

  private Finding.Advice judged(Rule rule, String lines) {
    return site(lines).served(10_000, 9_000).walking(60).advised(rule);
  }

  @Test
  void linksAreCheckedInEveryRootThatWasChecked() {
    assertThat(changes(judged(new LinksAboveRoot(), OWNERS + TWO_HOSTS + ALIASES)))
        .singleElement()
        .asString()
        .contains("\"/srv/site/pub/htdocs\"", "\"/srv/a\"", "\"/srv/b\"", "\"/data/pictures\"")
        .endsWith(" and :7 Options FollowSymLinks");
  }

  @Test
  void whereNoLinksAreFollowedNoneIsOpened() {
    for (String strict : new String[] {"None", "Indexes", "-FollowSymLinks"}) {
      Finding.Advice a =
          judged(new LinksAboveRoot(), OWNERS.replace("SymLinksIfOwnerMatch", strict));
      assertThat(changes(a)).as(strict).isEmpty();
      assertThat(a.why()).as(strict).contains("it is left as it is");
    }
  }

  @Test
  void signedWordsBelowTheLineAreNotUndone() {
    // /srv says that owners are not checked, but not that links are followed.
    assertThat(
            changes(
                judged(
                    new LinksAboveRoot(),
                    OWNERS
                        + """
                        <Directory /srv/site>
                            Options -SymLinksIfOwnerMatch
                        </Directory>
                        """)))
        .isEmpty();
  }

  @Test
  void accessFilesAreReadInEveryRootWhereTheyWere() {
    Finding.Advice a = judged(new OverridesAboveRoot(), OVERRIDES + TWO_HOSTS + ALIASES);
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:0 <Directory \"/srv/site/pub/htdocs\"> /     AllowOverride All /"
                + " </Directory>"
                + " and :0 <Directory \"/srv/a\"> /     AllowOverride All / </Directory>"
                + " and :0 <Directory \"/srv/b\"> /     AllowOverride All / </Directory>"
                + " and :0 <Directory \"/data/pictures\"> /     AllowOverride All / </Directory>"
                + " and :7 AllowOverride None");
  }

  @Test
  void rootsWithAWordOfTheirOwnKeepIt() {
    String own =
        TWO_HOSTS.replace(
            "DocumentRoot /srv/b\n",
            "DocumentRoot /srv/b\n<Directory /srv/b>\nAllowOverride None\n</Directory>\n");
    assertThat(changes(judged(new OverridesAboveRoot(), OVERRIDES + own)))
        .singleElement()
        .asString()
        .contains("\"/srv/a\"")
        .doesNotContain("/srv/b");
  }

  @Test
  void aSectionForAllHostsThatOpensOneIsNotWritten() {
    // Both hosts have the root, one has closed what is above it.
    String shared =
        TWO_HOSTS
            .replace("/srv/b", "/srv/a")
            .replace(
                "ServerName b.example\n",
                "ServerName b.example\n<Directory /srv>\nAllowOverride None\n</Directory>\n");
    Finding.Advice a = judged(new OverridesAboveRoot(), OVERRIDES + shared);
    assertThat(changes(a)).isEmpty();
    assertThat(a.why()).contains("By hand:");
  }

  @Test
  void foldersThatNobodyNamesKeepTheirAccessFiles() {
    String users = "LoadModule userdir_module modules/mod_userdir.so\nUserDir public_html\n";
    assertThat(changes(judged(new OverridesAboveRoot(), OVERRIDES + users))).isEmpty();
    String match =
        "LoadModule alias_module modules/mod_alias.so\nAliasMatch ^/(.*)/x$ /data/$1/x\n";
    assertThat(changes(judged(new OverridesAboveRoot(), OVERRIDES + match))).isEmpty();
    assertThat(changes(judged(new LinksAboveRoot(), OWNERS + match))).isEmpty();
  }

  @Test
  void rulesOfAccessFilesAreNotLost() throws Exception {
    Path root = Files.createDirectories(folder.resolve("a/htdocs"));
    String lines = OVERRIDES.replace("/srv/site/pub/htdocs", root.toString());
    Files.writeString(folder.resolve("a/.htaccess"), "Require ip 10.0.0.0/8\n");
    Finding.Advice above = judged(new OverridesAboveRoot(), lines);
    assertThat(evidence(above))
        .contains(
            "rules to move into " + folder.resolve("a") + ": " + folder.resolve("a/.htaccess"));
    assertThat(changes(above)).isEmpty();
    Finding.Advice everywhere =
        site(lines).served(2_000, 1_000).walking(20).advised(new OverridesOnTheWay());
    assertThat(changes(everywhere)).isEmpty();
    assertThat(everywhere.why()).contains("passwords and denials included");
  }

  @Test
  void checksBelowTheRootAloneAreNotAboveIt() {
    site("""
    DocumentRoot /srv/site/pub/htdocs
    <Directory /srv/site/pub/htdocs>
        Options SymLinksIfOwnerMatch
    </Directory>
    """)
        .fine(new LinksAboveRoot());
  }

  @Test
  void followingEverywhereNamesEveryLine() {
    Finding.Advice a =
        site(OWNERS
                + """
                <Directory /srv/site/pub/htdocs>
                    Options Indexes -FollowSymLinks
                </Directory>
                """
                    .replace("Indexes -", "+Indexes -"))
            .served(10_000, 9_000)
            .walking(60)
            .advised(new FollowEverywhere());
    assertThat(evidence(a))
        .contains(
            "lines that keep links from being followed: 2",
            "calls of lstat for a request that httpd would save: 5");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:7 Options FollowSymLinks",
            "httpd.conf:10 Options +Indexes +FollowSymLinks -SymLinksIfOwnerMatch");
  }

  @Test
  void accessFilesAreCountedAsHttpdWasMeasured() {
    // Measured: 6 more opens, the file itself among them.
    Finding.Advice a =
        site(OVERRIDES).served(2_000, 1_000).walking(20).advised(new OverridesOnTheWay());
    assertThat(a.severity()).isEqualTo(Severity.ADVICE);
    assertThat(evidence(a))
        .contains(
            "files that httpd tries to open before one in /srv/site/pub/htdocs: 6",
            "of the time of all requests, walks took: 10 %");
    assertThat(changes(a)).containsExactly("httpd.conf:7 AllowOverride None");
    site(PLAIN).fine(new OverridesOnTheWay());
  }

  @Test
  void accessFilesAboveTheRootBelongIntoTheConfiguration() {
    Finding.Advice a =
        site(OVERRIDES).served(2_000, 1_990).walking(20).advised(new OverridesAboveRoot());
    assertThat(a.severity()).isEqualTo(Severity.NOTE);
    assertThat(evidence(a))
        .contains("directories above /srv/site/pub/htdocs where they are read: 4");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:0 <Directory \"/srv/site/pub/htdocs\"> /     AllowOverride All /"
                + " </Directory> and :7 AllowOverride None");
    site("""
    DocumentRoot /srv/site/pub/htdocs
    <Directory /srv/site/pub/htdocs>
        AllowOverride All
    </Directory>
    """)
        .fine(new OverridesAboveRoot());
  }

  @Test
  void bothCostsAreAddedUp() {
    // Measured: with both there is no attempt to open the file itself as a directory.
    Finding.Advice a =
        site("""
        DocumentRoot /srv/site/pub/htdocs
        <Directory />
            Options SymLinksIfOwnerMatch
            AllowOverride All
        </Directory>
        """)
            .served(2_000, 1_000)
            .walking(20)
            .advised(new BothWalks());
    assertThat(evidence(a))
        .contains(
            "calls for links and access files before a file in /srv/site/pub/htdocs: 5 + 5: 10");
    assertThat(changes(a))
        .containsExactly("httpd.conf:7 Options FollowSymLinks", "httpd.conf:8 AllowOverride None");
    site(OVERRIDES).fine(new BothWalks());
  }

  @Test
  void callsOfARequestAreThoseThatWereMeasured() {
    assertThat(evidence(calls(OWNERS))).contains(inRoot(13));
    assertThat(evidence(calls(OVERRIDES))).contains(inRoot(14));
    assertThat(evidence(calls(PLAIN + "EnableMMAP Off\n"))).contains(inRoot(10));
    assertThat(evidence(calls(PLAIN + "EnableSendfile On\n"))).contains(inRoot(9));
    assertThat(evidence(calls(PLAIN + "ExtendedStatus On\n"))).contains(inRoot(9));
    assertThat(evidence(calls(OWNERS)))
        .contains("calls of a reply that Stoker has a plan for: 2", "answered from a plan: 90 %");
    assertThat(evidence(site(PLAIN).fine(new CallsOfARequest()))).contains(inRoot(8));
    assertThat(evidence(site(PLAIN + "BufferedLogs On\n").fine(new CallsOfARequest())))
        .contains(inRoot(7));
  }

  private Finding.Advice calls(String lines) {
    return site(lines).served(10_000, 9_000).walking(20).advised(new CallsOfARequest());
  }

  private static String inRoot(int calls) {
    return "calls that httpd makes for a file in /srv/site/pub/htdocs: " + calls;
  }

  @Test
  void targetsOutsideTheRootNeedASection() {
    Finding.Advice a =
        site("""
        LoadModule alias_module modules/mod_alias.so
        LoadModule rewrite_module modules/mod_rewrite.so
        DocumentRoot /srv/site/htdocs
        Alias /pictures "/data/pictures/"
        Alias /own /srv/site/htdocs/own
        ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/
        RewriteRule ^/docs/(.*)$ /usr/share/doc/$1
        RewriteRule ^/old/(.*)$ /new/$1
        <Directory /usr/lib/cgi-bin>
            AllowOverride None
        </Directory>
        """)
            .advised(new TargetsOutsideRoot());
    assertThat(evidence(a))
        .contains(
            "targets without a section: 2",
            "Alias: Alias /pictures \"/data/pictures/\"",
            "RewriteRule: RewriteRule ^/docs/(.*)$ /usr/share/doc/$1",
            "what holds in /data/pictures: links are followed, .htaccess is not read");
    assertThat(changes(a).getFirst())
        .isEqualTo(
            "httpd.conf:8 <Directory \"/data/pictures\"> /     Options FollowSymLinks /    "
                + " AllowOverride None / </Directory>");
    assertThat(evidence(site(PLAIN).fine(new TargetsOutsideRoot())))
        .containsExactly("targets of Alias, ScriptAlias and RewriteRule: 0");
  }

  @Test
  void theSectionOfATargetSaysWhatHoldsThereNow() {
    Finding.Advice a =
        site("""
        LoadModule alias_module modules/mod_alias.so
        DocumentRoot /srv/site/htdocs
        Alias /pictures /data/pictures
        <Directory />
            Options Indexes SymLinksIfOwnerMatch
            AllowOverride AuthConfig Limit
        </Directory>
        """)
            .advised(new TargetsOutsideRoot());
    assertThat(evidence(a))
        .contains("what holds in /data/pictures: links are checked, .htaccess is read");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:7 <Directory \"/data/pictures\"> /     Options Indexes"
                + " SymLinksIfOwnerMatch /     AllowOverride AuthConfig Limit / </Directory>");
  }

  @Test
  void aTargetThatHoldsSomethingElseForAnotherHostGetsNoSection() {
    Finding.Advice a =
        site("""
        LoadModule alias_module modules/mod_alias.so
        DocumentRoot /srv/site/htdocs
        Alias /pictures /data/pictures
        <VirtualHost *:80>
            ServerName a.example
            <Directory />
                AllowOverride All
            </Directory>
        </VirtualHost>
        """)
            .advised(new TargetsOutsideRoot());
    assertThat(changes(a)).isEmpty();
  }

  @Test
  void sectionsWithPatternsCoverTargets() {
    for (String section :
        new String[] {"Directory \"/data/*\"", "DirectoryMatch ^/data/", "Directory ~ pict"}) {
      site("LoadModule alias_module modules/mod_alias.so\n"
              + "DocumentRoot /srv/www\nAlias /pictures /data/pictures\n<"
              + section
              + ">\nOptions None\n</"
              + section.replaceFirst(" .*", "")
              + ">\n")
          .fine(new TargetsOutsideRoot());
    }
  }

  @Test
  void aLineThatDoesNotSayItIsNotChanged() {
    Finding.Advice a =
        site(OWNERS
                + """
                <Directory /srv/site/pub/htdocs>
                    Options +Indexes
                </Directory>
                <VirtualHost *:80>
                    ServerName a.example
                    DocumentRoot /srv/www
                    <Directory /srv/site/pub>
                        Options None
                    </Directory>
                </VirtualHost>
                """)
            .served(10_000, 1_000)
            .walking(50)
            .advised(new SymlinkChecks());
    assertThat(changes(a)).containsExactly("httpd.conf:7 Options FollowSymLinks");
    assertThat(a.why()).contains("takes a protection away");
  }

  @Test
  void bareIndexNamesChooseAndAreNotReplaced() throws Exception {
    Path root = Files.createDirectory(folder.resolve("htdocs"));
    for (String name : new String[] {"index.html.en", "index.de.html", "index.php", "other.html"}) {
      Files.writeString(root.resolve(name), "x");
    }
    Finding.Advice a =
        site("""
        LoadModule dir_module modules/mod_dir.so
        DocumentRoot %s
        DirectoryIndex index home.html
        <Directory %s>
            Options FollowSymLinks MultiViews
        </Directory>
        """
                .formatted(root, root))
            .advised(new IndexOrder());
    assertThat(evidence(a))
        .contains(
            "stands for: " + root.resolve("index.de.html"),
            "stands for: " + root.resolve("index.html.en"),
            "stands for: " + root.resolve("index.php"))
        .hasSize(4);
    assertThat(changes(a)).isEmpty();
  }

  private Given index(Map<String, Long> found) {
    Given given =
        site("LoadModule dir_module modules/mod_dir.so\nDirectoryIndex a.html b.html c.html\n")
            .served(1_000, 500);
    given.indexes = found;
    return given;
  }

  @Test
  void theMostFrequentIndexFileComesFirst() {
    Finding.Advice a =
        index(Map.of("a.html", 10L, "b.html", 30L, "c.html", 60L)).advised(new IndexOrder());
    assertThat(evidence(a))
        .contains(
            "a.html found: 10",
            "c.html found: 60",
            "names tried for one that is found: 2.5 names",
            "in the better order: 1.5 names");
    assertThat(changes(a)).containsExactly("httpd.conf:6 DirectoryIndex c.html b.html a.html");
  }

  @Test
  void indexFilesInTheRightOrderAreLeft() {
    index(Map.of("a.html", 60L, "b.html", 30L)).fine(new IndexOrder());
    site("LoadModule dir_module modules/mod_dir.so\n").fine(new IndexOrder());
    assertThat(index(Map.of("c.html", 19L)).waits(new IndexOrder())).contains("there were 19");
  }

  private static final String VIEWS =
      """
      LoadModule negotiation_module modules/mod_negotiation.so
      LoadModule mime_module modules/mod_mime.so
      TypesConfig /dev/null
      DocumentRoot /srv/www
      <Directory /srv/www>
          Options Indexes FollowSymLinks MultiViews
      </Directory>
      """;

  @Test
  void multiViewsReadDirectories() {
    Given given = site(VIEWS).served(2_000, 1_900).walking(300);
    given.negotiations = 25;
    Finding.Advice a = given.advised(new DirectoryScans());
    assertThat(a.severity()).isEqualTo(Severity.ADVICE);
    assertThat(evidence(a))
        .contains("MultiViews are on in: /srv/www", "names negotiated without a plan: 25");
    assertThat(changes(a)).containsExactly("httpd.conf:10 Options Indexes FollowSymLinks");
    site(PLAIN).fine(new DirectoryScans());
  }

  @Test
  void signedWordsThatLeaveNothingAreNoNone() {
    String inherited =
        VIEWS.replace("Indexes FollowSymLinks MultiViews", "+MultiViews")
            + "<Directory />\nOptions Indexes FollowSymLinks\n</Directory>\n";
    assertThat(changes(views(inherited))).containsExactly("httpd.conf:10 # Options +MultiViews");
    assertThat(
            changes(
                views(
                    VIEWS
                        .replace("Indexes Follow", "+Indexes +Follow")
                        .replace(" Multi", " +Multi"))))
        .containsExactly("httpd.conf:10 Options +Indexes +FollowSymLinks");
    assertThat(changes(views(VIEWS.replace("Indexes FollowSymLinks ", ""))))
        .containsExactly("httpd.conf:10 Options None");
  }

  @Test
  void theLineThatSaysMultiViewsIsTheOneToChange() {
    String deeper =
        VIEWS.replace("DocumentRoot /srv/www", "DocumentRoot /srv/www/htdocs")
            + "<Directory /srv/www/htdocs>\nOptions +Indexes\n</Directory>\n";
    assertThat(changes(views(deeper)))
        .containsExactly("httpd.conf:10 Options Indexes FollowSymLinks");
  }

  private Finding.Advice views(String lines) {
    return site(lines).served(2_000, 1_900).walking(300).advised(new DirectoryScans());
  }

  @Test
  void whatIsNegotiatedCouldHaveTypeMaps() {
    Given given = site(VIEWS).served(2_000, 1_900).walking(30);
    given.negotiations = 25;
    Finding.Advice a = given.advised(new TypeMaps());
    assertThat(evidence(a)).contains("names negotiated without a plan: 25");
    assertThat(changes(a)).containsExactly("httpd.conf:0 AddHandler type-map .var");
    given.negotiations = 3;
    assertThat(given.waits(new TypeMaps())).contains("there were 3");
    site(VIEWS + "AddHandler type-map .var\n").fine(new TypeMaps());
  }

  @Test
  void fiveHundredHostsAreToldInAFewLines() {
    StringBuilder hosts = new StringBuilder(OWNERS);
    for (int i = 0; i < 500; i++) {
      hosts.append("<VirtualHost *:80>\nServerName h%d.example\n".formatted(i));
      hosts.append("DocumentRoot /srv/hosts/%d\n</VirtualHost>\n".formatted(i));
    }
    Finding.Advice a =
        site(hosts.toString()).served(10_000, 1_000).walking(50).advised(new SymlinkChecks());
    assertThat(evidence(a))
        .hasSize(24)
        .contains("more of the same: 482", "of the time of all requests, walks took: 45 %");
    assertThat(changes(a)).containsExactly("httpd.conf:7 Options FollowSymLinks");
  }

  @Test
  void sectionsWithWildcardsHold() {
    Finding.Advice a =
        site("""
        DocumentRoot /srv/site/htdocs
        <Directory "/srv/*">
            AllowOverride All
        </Directory>
        """)
            .served(2_000, 1_000)
            .walking(20)
            .advised(new OverridesOnTheWay());
    // In /srv/site and below it, and in the file itself.
    assertThat(evidence(a))
        .contains("files that httpd tries to open before one in /srv/site/htdocs: 3");
  }
}
