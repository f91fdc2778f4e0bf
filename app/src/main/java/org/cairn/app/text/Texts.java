package org.cairn.app.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Words, numbers and dates in one language. For one thread; cheap to make.
 *
 * <p>Words come from {@code texts_TAG.properties} in UTF-8, beside the classes whose words they
 * are. A key that depends on a number has one entry per CLDR plural category: {@code looks[one]},
 * {@code looks[other]}.
 */
public final class Texts {
  /** Rarer is only said to be rarer: the windows compared do not reach further. */
  public static final double LONGEST_YEARS = 10_000;

  /** No-break space: keeps a number and its unit on one line. */
  private static final String NBSP = "\u00a0";

  /** Messages as read; never changed once here. */
  private static final Map<List<Object>, Properties> LOADED = new ConcurrentHashMap<>();

  private final Language language;
  private final Properties messages;
  private final Map<String, MessageFormat> parsed = new HashMap<>();

  private Texts(Language language, Properties messages) {
    this.language = language;
    this.messages = messages;
  }

  /**
   * @param owners classes beside which the messages lie; a key of a later one stands
   */
  public static Texts of(Language language, Class<?>... owners) {
    List<Object> key = new ArrayList<>(List.of(owners));
    key.add(language);
    return new Texts(
        language,
        LOADED.computeIfAbsent(
            key,
            missing -> {
              Properties all = new Properties();
              for (Class<?> owner : owners) {
                all.putAll(load(language, owner));
              }
              return all;
            }));
  }

  /** The messages beside a class as they stand in the file. */
  public static Properties load(Language language, Class<?> owner) {
    String resource = "texts_" + language.tag() + ".properties";
    Properties messages = new Properties();
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Resource " + resource + " is missing beside " + owner.getName());
      }
      messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + resource + " could not be read", e);
    }
    return messages;
  }

  /**
   * Without the control characters that HTML forbids; the marks that steer writing direction stay,
   * since every foreign text is isolated.
   */
  public static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .map(point ->
            Character.getType(point) == Character.CONTROL
                    || Character.getType(point) == Character.SURROGATE
                    || (point & 0xFFFE) == 0xFFFE
                ? (Character.isWhitespace(point) ? ' ' : 0xFFFD)
                : point)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }

  /** The same, line by line. */
  public static String cleanLines(String text) {
    return text.lines().map(Texts::clean).collect(Collectors.joining("\n"));
  }

  public Language language() {
    return language;
  }

  /** Every character the messages use, for choosing fonts. */
  public Set<String> all() {
    return Set.copyOf(messages.values().stream().map(Object::toString).toList());
  }

  /**
   * @param arguments already formatted for the reader
   * @throws IllegalStateException where the key is missing, which a test rules out
   */
  public String text(String key, Object... arguments) {
    return parsed.computeIfAbsent(key, this::parse).format(arguments);
  }

  /** Whether there is such a message. */
  public boolean has(String key) {
    return messages.containsKey(key);
  }

  /** The form for a count; the count itself is argument 0. */
  public String count(String key, double number, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = plain(number);
    System.arraycopy(more, 0, arguments, 1, more.length);
    return text(key + language.pluralOf(number).suffix(), arguments);
  }

  private MessageFormat parse(String key) {
    String message = messages.getProperty(key);
    if (message == null) {
      throw new IllegalStateException("No text '" + key + "' in " + language.tag());
    }
    return new MessageFormat(message, language.locale());
  }

  /** With separators, and up to two decimals where it has some. */
  public String plain(double number) {
    return decimal(number, 0, 2);
  }

  /** Two significant digits: as exact as an estimate is. */
  public String estimate(double number) {
    return decimal(twoDigits(number), 0, 4);
  }

  /** A least detectable change: two significant digits, so that a small one is not nothing. */
  public String contrast(double number) {
    return decimal(twoDigits(number), 2, 4);
  }

  public static double twoDigits(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(new MathContext(2)).doubleValue()
        : number;
  }

  /** A value of a layer, with decimals that suit its size. */
  public String value(double number) {
    double size = Math.abs(number);
    int decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
    return decimal(number, decimals, decimals);
  }

  /** A value of a band; reflectances get a third decimal. */
  public String value(double number, String unit) {
    return unit.equals("reflectance") ? decimal(number, 3, 3) : value(number);
  }

  public String decimal(double number, int leastDecimals, int mostDecimals) {
    if (!Double.isFinite(number)) {
      return text("value.none");
    }
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(leastDecimals);
    format.setMaximumFractionDigits(mostDecimals);
    String written = format.format(number);
    // A value that rounds to nothing has no sign.
    return number < 0 && Double.compare(Math.abs(number), 0.5 * Math.pow(10, -mostDecimals)) < 0
        ? format.format(0)
        : written;
  }

  /** Rounded as an estimate should be: to 10 m², or to three digits from 1,000 m² on. */
  public String area(double squareMetres) {
    if (!Double.isFinite(squareMetres)) {
      return text("value.none");
    }
    if (squareMetres >= 1e6) {
      return text("unit.km2", decimal(squareMetres / 1e6, 0, squareMetres < 1e8 ? 2 : 0))
          .replace(" ", NBSP);
    }
    double rounded =
        squareMetres < 10
            ? squareMetres
            : squareMetres < 1000
                ? Math.rint(squareMetres / 10) * 10
                : new BigDecimal(squareMetres).round(new MathContext(3)).doubleValue();
    return text("unit.m2", decimal(rounded, 0, rounded < 10 ? 1 : 0)).replace(" ", NBSP);
  }

  /** Counted in pixels, where their ground size is not known. */
  public String pixels(double count) {
    return count("unit.pixels", count).replace(" ", NBSP);
  }

  public String length(double metres) {
    return (metres < 1000
            ? text("unit.m", decimal(metres, 0, metres < 10 ? 1 : 0))
            : text("unit.km", decimal(metres / 1000, 0, metres < 10_000 ? 1 : 0)))
        .replace(" ", NBSP);
  }

  /** For example "by chance once in 140 years". */
  public String chance(String keyStem, double perYear) {
    double years = twoDigits(1 / perYear);
    if (!(perYear > 0) || years > LONGEST_YEARS) {
      return text(keyStem + ".rarely", plain(LONGEST_YEARS));
    }
    return years >= 1
        ? count(keyStem + ".years", years)
        : count(keyStem + ".yearly", twoDigits(perYear));
  }

  public String date(LocalDate date) {
    return format(date, "d MMMM uuuu");
  }

  public String shortDate(LocalDate date) {
    return format(date, "d MMM uuuu");
  }

  public String month(LocalDate date) {
    return format(date, "MMM uuuu");
  }

  public String instant(Instant instant) {
    return text(
        "date.instant",
        date(instant.atOffset(ZoneOffset.UTC).toLocalDate()),
        DateTimeFormatter.ofPattern("HH:mm", language.locale())
            .format(instant.atOffset(ZoneOffset.UTC)));
  }

  /** For example "between 3 and 11 May 2026". */
  public String between(LocalDate first, LocalDate last) {
    return text("date.between", format(first, startPattern(first, last, "MMMM")), date(last));
  }

  /** For example "3–11 May 2026". */
  public String range(LocalDate first, LocalDate last) {
    if (first.equals(last)) {
      return shortDate(first);
    }
    boolean oneMonth = startPattern(first, last, "MMM").equals("d");
    return text(
        oneMonth ? "date.rangeInMonth" : "date.range",
        format(first, startPattern(first, last, "MMM")),
        shortDate(last));
  }

  private static String startPattern(LocalDate first, LocalDate last, String month) {
    if (first.getYear() != last.getYear()) {
      return "d " + month + " uuuu";
    }
    return first.getMonth() == last.getMonth() ? "d" : "d " + month;
  }

  private String format(LocalDate date, String pattern) {
    // French writes the first of a month as an ordinal.
    boolean ordinal =
        language == Language.FRENCH && date.getDayOfMonth() == 1 && pattern.startsWith("d");
    String adapted = ordinal ? "d'er'" + pattern.substring(1) : pattern;
    return DateTimeFormatter.ofPattern(adapted, language.locale()).format(date);
  }

  /** A band's name in words where it is a common one. */
  public String band(String band) {
    String key = "band." + band.toLowerCase(Locale.ROOT);
    return messages.containsKey(key) ? text(key) : clean(band);
  }

  public String unit(String unit) {
    String key = "unit." + unit;
    return messages.containsKey(key) ? text(key) : clean(unit);
  }

  /** Keeps the writing direction of a foreign word from reaching into the sentence around it. */
  public String isolate(String foreign) {
    return "\u2068" + clean(foreign) + "\u2069";
  }

  /** Words in a row. */
  public String join(List<String> words) {
    return String.join(text("list.comma"), words);
  }
}
