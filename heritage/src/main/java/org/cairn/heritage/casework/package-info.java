/** Cases: alerts, places, assessments and sources about one event, and what people do with them. */
@NullMarked
package org.cairn.heritage.casework;

import org.jspecify.annotations.NullMarked;
