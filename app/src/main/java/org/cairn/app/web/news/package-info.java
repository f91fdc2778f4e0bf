/**
 * Subscriptions: who wants to be told of which places, when and by which way; and the digests they
 * get, which say also what was watched and raised no alert. Everything of it is in {@code news.db}
 * ({@link org.cairn.app.node.NodeFile}); nothing of it is evidence.
 *
 * <ol>
 *   <li>{@code Journal} follows the register and writes down what happened, in an order of its own.
 *   <li>{@code DigestMaker} makes the digests that are due, all from one {@code Board}, as each
 *       owner's rights are at that moment, and keeps each in the same step in which the
 *       subscription moves on: no digest is lost, none is made twice, whatever the clock does.
 *   <li>{@code Delivery} sends what is kept. Only where the server stops between the receiver's OK
 *       and its being noted is something sent twice, under the same id.
 * </ol>
 */
@NullMarked
package org.cairn.app.web.news;

import org.jspecify.annotations.NullMarked;
