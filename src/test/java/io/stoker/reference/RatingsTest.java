package io.stoker.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.reference.Rating.Grade;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingsTest {

  private final DirectiveReference reference = DirectiveReference.ofClassPath();
  private final Ratings ratings = new Ratings(reference);
  private final WordRatings none = new WordRatings(java.util.Set.of("core", "mod_rewrite"));

  @Test
  void everyDirectiveThatIsThereIsRatedAsThePageSays() {
    for (CompatibilityReport.Row row : new CompatibilityReport(reference).rows()) {
      Rating rating = ratings.of(row.httpd().tag(), List.of());
      switch (row.status()) {
        case NOT_YET -> {
          // The same name may be there in another module.
          if (reference.find(row.httpd().tag()).isEmpty()) {
            assertThat(rating.grade()).as(row.httpd().tag()).isEqualTo(Grade.NOT_YET);
          }
        }
        case DONE -> assertThat(rating).as(row.httpd().tag()).isEqualTo(Rating.EXACT);
        case DIFFERS, OBSOLETE -> {
          assertThat(rating.grade()).as(row.httpd().tag()).isEqualTo(Grade.DIFFERS);
          assertThat(rating.why()).contains(row.why().split("; ")[0]);
        }
      }
    }
  }

  @Test
  void namesKnowNoCase() {
    assertThat(ratings.of("rewriterule", List.of("a", "b"))).isEqualTo(Rating.EXACT);
    assertThat(ratings.of("<DIRECTORY>", List.of("/"))).isEqualTo(Rating.EXACT);
  }

  @Test
  void whatNobodyKnows() {
    Rating rating = ratings.of("php_value", List.of("a", "b"));
    assertThat(rating).isEqualTo(Rating.notYet("no module of httpd has it"));
  }

  @ParameterizedTest
  @CsvSource({
    "loadmodule, rewrite_module x.so, EXACT",
    "loadmodule, mime_module x.so, NOT_YET",
    "loadmodule, php_module x.so, NOT_YET",
    "sethandler, cgi-script, NOT_YET",
    "sethandler, None, EXACT",
    "sethandler, proxy:fcgi://localhost:9000, NOT_YET",
    "addhandler, Server-Status .x, NOT_YET",
    "addhandler, own-handler .x, EXACT",
    "addhandler, application/x-httpd-php82 .php, DIFFERS",
    "addtype, application/x-httpd-php .php, DIFFERS",
    "addtype, text/x .x, EXACT",
    "setoutputfilter, DEFLATE;INCLUDES, NOT_YET",
    "setoutputfilter, own, EXACT",
    "addoutputfilterbytype, deflate text/html, NOT_YET",
    "filterprovider, x substitute true, NOT_YET",
    "require, not ip 10, NOT_YET",
    "require, own-provider, EXACT",
    "require, ldap-group cn=x, NOT_YET",
    "authbasicprovider, file own, NOT_YET",
    "authbasicprovider, own, EXACT",
    "rewritemap, m txt:/x, EXACT",
    "rewritemap, m dbd:SELECT, NOT_YET",
    "rewriterule, ^ - [L], EXACT",
    "'rewriterule', '^ http://b/ [P,L]', NOT_YET",
    "'rewriterule', '^ http://b/ [L,proxy]', NOT_YET",
    "listen, 80, EXACT"
  })
  void wordsThatNameSomethingOfAnotherModule(String directive, String words, Grade grade) {
    Rating rating = none.of(directive, List.of(words.split(" ")));
    assertThat(rating.grade()).isEqualTo(grade);
    assertThat(rating.why().isEmpty()).isEqualTo(grade == Grade.EXACT);
  }

  @Test
  void directivesWithoutWordsAreLeftToTheirModules() {
    for (String tag : List.of("loadmodule", "sethandler", "addtype", "require", "rewritemap")) {
      assertThat(none.of(tag, List.of())).as(tag).isEqualTo(Rating.EXACT);
    }
  }
}
