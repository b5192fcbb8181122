package io.stoker.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stoker.api.LogMessage;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages of all modules, found as constants in the compiled classes. */
class MessageCatalogueTest {

  private static final Pattern ID = Pattern.compile("AH\\d{5}|STK\\d{4}|");

  private record Found(String where, LogMessage message) {}

  private static List<Found> messages() throws ReflectiveOperationException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.stoker");
    List<Found> found = new ArrayList<>();
    for (JavaClass type : classes) {
      for (JavaField field : type.getFields()) {
        if (field.getModifiers().contains(JavaModifier.STATIC)
            && field.getRawType().isEquivalentTo(LogMessage.class)) {
          Field constant = field.reflect();
          constant.setAccessible(true);
          found.add(new Found(field.getFullName(), (LogMessage) constant.get(null)));
        }
      }
    }
    return found;
  }

  @Test
  void idsAreOfHttpdOrOurOwn() throws ReflectiveOperationException {
    assertThat(messages())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.message().id()).as(found.where()).matches(ID));
  }

  @Test
  void anIdStandsForOneText() throws ReflectiveOperationException {
    Map<String, Found> byId = new HashMap<>();
    List<String> clashes = new ArrayList<>();
    for (Found found : messages()) {
      Found other =
          found.message().id().isEmpty() ? null : byId.putIfAbsent(found.message().id(), found);
      if (other != null && !other.message().text().equals(found.message().text())) {
        clashes.add(found.message().id() + ": " + found.where() + ", " + other.where());
      }
    }
    assertThat(clashes).isEmpty();
  }
}
