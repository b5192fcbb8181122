package io.stoker.modules.mod_autoindex;

import static io.stoker.modules.mod_autoindex.IndexOption.FANCY_INDEXING;
import static io.stoker.modules.mod_autoindex.IndexOption.HTML_TABLE;
import static io.stoker.modules.mod_autoindex.IndexOption.SUPPRESS_ICON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Directive;
import io.stoker.api.OverrideClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoindexTest {

  @ParameterizedTest
  @CsvSource({
    "AddIcon, ITERATE2",
    "AddIconByType, ITERATE2",
    "AddIconByEncoding, ITERATE2",
    "AddAlt, ITERATE2",
    "AddAltByType, ITERATE2",
    "AddAltByEncoding, ITERATE2",
    "AddDescription, ITERATE2",
    "IndexOptions, TAKE_ARGV",
    "IndexOrderDefault, TAKE2",
    "IndexIgnore, ITERATE",
    "IndexIgnoreReset, FLAG",
    "HeaderName, TAKE1",
    "ReadmeName, TAKE1",
    "DefaultIcon, TAKE1",
    "IndexStyleSheet, TAKE1",
    "IndexHeadInsert, TAKE1"
  })
  void declaresItsDirectivesOfIndexes(String name, Directive.Arity arity) {
    Directive row =
        new ModAutoindex()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.override()).isEqualTo(OverrideClass.INDEXES);
    assertThat(row.contexts()).hasSize(4);
  }

  private static IndexOptions read(String... words) throws Exception {
    return OptionsReader.read(IndexOptions.UNSET, List.of(words));
  }

  @Test
  void signsChangeWhatIsInherited() throws Exception {
    IndexOptions above = read("FancyIndexing", "SuppressIcon");
    assertThat(read("+HTMLTable", "-SuppressIcon").over(above).inForce())
        .containsExactlyInAnyOrder(FANCY_INDEXING, HTML_TABLE);
    assertThat(read("HTMLTable").over(above).inForce()).containsExactly(HTML_TABLE);
    assertThat(read("None").over(above).inForce()).isEmpty();
    assertThat(read("+HTMLTable").over(read("None")).inForce()).containsExactly(HTML_TABLE);
    assertThat(read("+SuppressIcon").inForce()).containsExactly(SUPPRESS_ICON);
  }

  @Test
  void inASectionAnOptionWithoutSignMakesTheOthersVoid() throws Exception {
    assertThat(read("FancyIndexing", "+HTMLTable").asSection().inForce())
        .containsExactly(FANCY_INDEXING);
    assertThat(read("+HTMLTable").asSection().inForce()).containsExactly(HTML_TABLE);
  }

  @Test
  void widthsAreInheritedOneByOne() throws Exception {
    IndexOptions both = read("NameWidth=30").over(read("NameWidth=*", "DescriptionWidth=40"));
    assertThat(both.nameWidth()).isEqualTo(new Width(30, false));
    assertThat(both.descriptionWidth()).isEqualTo(new Width(40, false));
    assertThat(read("IconWidth", "IconHeight=7").iconWidth()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Foo|Invalid directory indexing option",
        "+None|Cannot combine '+' or '-' with 'None' keyword",
        "NameWidth|NameWidth with no value may only appear as '-NameWidth'",
        "-NameWidth=5|Cannot combine '-' with NameWidth=n",
        "NameWidth=4|NameWidth value must be greater than 5",
        "DescriptionWidth=11|DescriptionWidth value must be greater than 12",
        "-IconWidth=5|Cannot combine '-' with IconWidth=n"
      })
  void refusesAnOption(String word, String message) {
    assertThatThrownBy(() -> read(word)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, '  - '",
    "0, '  0 '",
    "972, '972 '",
    "973, 1.0K",
    "1024, 1.0K",
    "10137, 9.9K",
    "10240, ' 10K'",
    "995328, '972K'",
    "996352, 1.0M",
    "1572864, 1.5M",
    "3000000, 2.9M",
    "9223372036854775807, 8.0E"
  })
  void writesSizesInFourCharacters(long bytes, String text) {
    assertThat(SizeText.of(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "f9, f10, -1",
    "f10, f9, 1",
    "f09, f1, -1",
    "f1, f1, 0",
    "a, b, -1",
    "A, b, -1",
    "'a b', ab, 0",
    "1.9, 1.10, -1",
    "a, a1, -1"
  })
  void comparesNumbersByValue(String a, String b, int sign) {
    assertThat(Integer.signum(NaturalOrder.compare(a, b, false))).isEqualTo(sign);
  }

  @Test
  void sortsFoldersFirstThenAsAsked() {
    List<Entry> entries =
        new ArrayList<>(List.of(entry("b", false, 1), entry("d/", true, -1), entry("a", false, 2)));
    entries.sort(Entry.comparator(new Order(Order.Key.SIZE, false), false, false));
    assertThat(entries).extracting(Entry::name).containsExactly("d/", "a", "b");
  }

  private static Entry entry(String name, boolean folder, long size) {
    return new Entry(name, folder, 0, size, null, null, null);
  }

  @Test
  void findsIconsByNameTypeAndEncoding() {
    List<Item> items =
        List.of(
            Item.of(Item.Kind.NAME, ".txt", "/a/", "name"),
            Item.of(Item.Kind.ENCODING, "X-GZIP", null, "encoding"),
            Item.of(Item.Kind.TYPE, "image/*", null, "type"),
            Item.of(Item.Kind.NAME, "**DIRECTORY**", null, "directory"));
    assertThat(Item.find(items, new Item.Subject("/a/x.txt", null, null))).isEqualTo("name");
    assertThat(Item.find(items, new Item.Subject("/b/x.txt", null, null))).isNull();
    assertThat(Item.find(items, new Item.Subject("/b", "Image/png", null))).isEqualTo("type");
    assertThat(Item.find(items, new Item.Subject("/b", "image/png", "x-gzip")))
        .isEqualTo("encoding");
    assertThat(Item.find(items, Item.Subject.named(Item.DIRECTORY))).isEqualTo("directory");
  }

  @Test
  void findsDescriptionsByNameOrPath() {
    List<Description> all =
        List.of(
            Description.of("x/y", "path"),
            Description.of("w?ld", "wild"),
            Description.of("part", "part"));
    assertThat(Description.find(all, "/a/x/yes")).isEqualTo("path");
    assertThat(Description.find(all, "/a/a-wild-one")).isEqualTo("wild");
    assertThat(Description.find(all, "/a/apartment")).isEqualTo("part");
    assertThat(Description.find(all, "/part/other")).isNull();
  }

  @Test
  void ignoresByNameWithinAPlace() {
    Ignored above = Ignored.UNSET.with(new Ignored.Rule("*", "*.bak"));
    Ignored below = Ignored.UNSET.with(new Ignored.Rule("/a/*", "x"));
    assertThat(below.over(above).covers("/b/c.bak")).isTrue();
    assertThat(below.over(above).covers("/a/x")).isTrue();
    assertThat(below.over(above).covers("/b/x")).isFalse();
    assertThat(below.withReset(true).over(above).covers("/b/c.bak")).isFalse();
  }

  @Test
  void findsTitles() {
    assertThat(Titles.in("<html><TITLE>\nA\nb</title>")).isEqualTo("A b");
    assertThat(Titles.in("<title>open")).isEqualTo("open");
    assertThat(Titles.in("none")).isNull();
  }
}
