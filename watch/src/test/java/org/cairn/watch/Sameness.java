package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Geometry;

/** Results compared by all that is within them: records here hold arrays and geometries. */
final class Sameness {
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          Field[] fields =
              Arrays.stream(type.getDeclaredFields())
                  .filter(field -> !Modifier.isStatic(field.getModifiers()))
                  .toArray(Field[]::new);
          Arrays.stream(fields).forEach(each -> each.setAccessible(true));
          return fields;
        }
      };

  private Sameness() {}

  /** AssertJ takes seconds for a whole run; it is asked only to say where two differ. */
  static void assertSame(Object actual, Object expected) {
    if (!isSame(actual, expected)) {
      assertThat(actual)
          .usingRecursiveComparison()
          .withEqualsForType(Geometry::equalsExact, Geometry.class)
          .isEqualTo(expected);
    }
  }

  static boolean isSame(Object one, Object other) {
    return switch (one) {
      case Geometry geometry -> other instanceof Geometry o && geometry.equalsExact(o);
      case List<?> list -> other instanceof List<?> o && areSame(list.toArray(), o.toArray());
      case Optional<?> optional ->
          other instanceof Optional<?> o
              && areSame(optional.stream().toArray(), o.stream().toArray());
      case Map<?, ?> map ->
          other instanceof Map<?, ?> o
              && map.keySet().equals(o.keySet())
              && map.keySet().stream().allMatch(key -> isSame(map.get(key), o.get(key)));
      case Record whole -> haveSameParts(whole, other);
      case Chip whole -> haveSameParts(whole, other);
      case Object[] array -> other instanceof Object[] o && areSame(array, o);
      default -> one.getClass().isArray() ? Objects.deepEquals(one, other) : one.equals(other);
    };
  }

  private static boolean areSame(Object[] some, Object[] others) {
    return some.length == others.length
        && IntStream.range(0, some.length).allMatch(each -> isSame(some[each], others[each]));
  }

  private static boolean haveSameParts(Object one, Object other) {
    return one.getClass() == other.getClass() && areSame(parts(one), parts(other));
  }

  private static Object[] parts(Object of) {
    return Arrays.stream(FIELDS.get(of.getClass()))
        .map(field -> {
          try {
            return field.get(of);
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        })
        .toArray();
  }
}
