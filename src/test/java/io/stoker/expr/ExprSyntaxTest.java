package io.stoker.expr;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Condition;
import io.stoker.api.DirectiveException;
import io.stoker.api.Extensions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted and refused as {@code apache2 -t} of 2.4.71 does with {@code <If>}. */
class ExprSyntaxTest {

  private static Condition parse(String text, boolean restricted) throws DirectiveException {
    return Expressions.condition(text, Extensions.NONE, restricted, Expressions.Use.VARIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%{HTTP_HOST} == 'x' && -f 'y'",
        "'a' =~ m#b#i",
        "'a' =~ m,b,",
        "%{req:%{HTTP_HOST}} == 'a'",
        "1 -eq 1",
        "true",
        "tolower('a') . 'b' == 'ab'",
        "'a' -in {'a', 'b'}",
        "-n 'a' and -z 'b'",
        "not true",
        "-1 -eq 1",
        "'a' = 'a'",
        "'$0' == 'a'",
        "$1 == 'a'",
        "%{tolower:a} == 'a'",
        "'a' !~ /b/ || false",
        "-R '10.0.0.0/8'"
      })
  void accepted(String text) {
    assertThatCode(() -> parse(text, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'a' =~ /b/s; syntax error, unexpected T_ID, expecting $end",
        "'a' =~ 'b'; syntax error, unexpected T_STR_BEGIN, expecting T_REGEX or T_REGEX_I",
        "foo; syntax error, unexpected $end, expecting '('",
        "true &&; syntax error, unexpected $end",
        "(true; syntax error, unexpected $end, expecting T_OP_OR or T_OP_AND or ')'",
        "true); syntax error, unexpected ')', expecting $end",
        "'unterminated; Unterminated string or variable",
        "%{HTTP_HOST; syntax error, unexpected T_ERROR, expecting T_VAR_END or ':':"
            + " Unterminated string or variable",
        "'a' =~ /(/; Failed to compile regular expression",
        "-R '1.2.3.4.5'; parsing of subnet/netmask failed",
        "-R %{HTTP_HOST}; -R requires subnet/netmask as constant argument",
        "-Q 'a'; Unary operator '-Q' does not exist",
        "'a' -foo 'b'; Binary operator '-foo' does not exist",
        "a == 'b'; syntax error, unexpected T_OP_STR_EQ, expecting '('",
        "'a' 'b'; syntax error, unexpected T_STR_BEGIN",
        "'a' == 'b' == 'c'; syntax error, unexpected T_OP_STR_EQ, expecting $end",
        "%{tolower} == 'a'; Variable 'tolower' does not exist",
        "'a' =~ /b; syntax error, unexpected $end, expecting T_REGEX or T_REGEX_I",
        "md5('a','b') == 'a'; syntax error, unexpected ',', expecting T_OP_CONCAT or ')'",
        "%{FOO-BAR} == 'a'; syntax error, unexpected T_ERROR, expecting T_VAR_END or ':':"
            + " Invalid character in variable name '-'",
        "'a' in 'b'; syntax error, unexpected T_STR_BEGIN, expecting T_ID or '{'",
        "'a' in {}; syntax error, unexpected '}'",
        "PeerExtList('1') == 'a'; Function 'PeerExtList' does not exist",
        "'a' -in foo('x'); List-returning function 'foo' does not exist",
        "-f /etc/passwd; syntax error, unexpected T_REGEX",
        "@; Parse error near '@'",
        "'a' == @; syntax error, unexpected T_ERROR: Parse error near '@'",
        "true @; syntax error, unexpected T_ERROR, expecting $end: Parse error near '@'",
        "tolower @; syntax error, unexpected T_ERROR, expecting '(': Parse error near '@'",
        "'a%{; syntax error, unexpected T_ERROR, expecting T_ID: Unterminated string or variable",
        "'%{NOPE} == 1'; syntax error, unexpected $end: Variable 'NOPE' does not exist",
        "%{NOPE} == foo('a'); Variable 'NOPE' does not exist",
        "true true; syntax error, unexpected T_TRUE, expecting $end"
      })
  void refusedInHttpdsWords(String text, String message) {
    assertThatThrownBy(() -> parse(text, false)).hasMessage(message);
  }

  @Test
  void filesAreNotReadFromHtaccess() {
    assertThatThrownBy(() -> parse("file('/etc/passwd') == 'a'", true))
        .hasMessage("file not available in restricted context");
    assertThatCode(() -> parse("-f '/etc/passwd'", true)).doesNotThrowAnyException();
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> parse("(".repeat(100_000), false))
        .isInstanceOf(DirectiveException.class);
    assertThatCode(() -> parse("!".repeat(100_000) + "true", false)).doesNotThrowAnyException();
  }
}
