package org.cairn.app.web.review;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;
import org.cairn.app.web.api.Read;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.Reason;
import org.cairn.heritage.review.Verdict;

/** What of the review programs may do. Stateless. */
final class ReviewActs {
  private ReviewActs() {}

  static ApiActs of(AlertReads reads) {
    List<String> certainties =
        Stream.of(DegreeOfCertainty.values()).map(one -> one.code()).toList();
    return ApiActs.NONE
        .with(
            Read.of(
                "listAlerts",
                "/alerts",
                "The queue: alerts by place, the surest and largest first",
                Field.text("show", "todo (not judged by the token's owner), judged or all")
                    .among(Stream.of(QueueFilter.Show.values()).map(one -> one.code()).toList()),
                Field.text("q", "Words of a name of the place"),
                Field.whole("days", "Raised in the last so many"),
                Field.text("status", "Of the finding, among what the token's owner may know")
                    .among(Stream.of(Finding.Status.values()).map(one -> one.code()).toList()),
                Field.text("place", "Id of one place"),
                Field.text("after", "From a link 'next'")),
            Read.of(
                    "getAlert",
                    "/alerts/{alert}",
                    "An alert, and of what people made of it what the token's owner may know")
                .withTag())
        .with(
            Act.of("judgeAlert", "/review/{alert}", "Says what an alert shows")
                .fixing("act", "sign")
                .about(
                    "/alerts/{alert}",
                    (viewer, path) -> reads.newest(viewer, path.getOrDefault("alert", "")))
                .taking(
                    Field.text("verdict", "What it shows")
                        .needed()
                        .among(Stream.of(Verdict.values()).map(one -> one.code()).toList()),
                    Field.text("cause", "Of damage: id of a disturbance cause of EAMENA"),
                    Field.text("reason", "Of everything else")
                        .among(Stream.of(Reason.values()).map(one -> one.code()).toList()),
                    Field.text("certainty", "How sure").needed().among(certainties),
                    Field.text("note", "In words; needed where a judgement is changed")))
        .without(
            "What is typed into a browser and not sent yet; a program sends it when it is whole",
            "/review/{alert}/draft");
  }
}
