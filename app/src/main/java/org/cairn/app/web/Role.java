package org.cairn.app.web;

import static org.cairn.app.web.Right.ADMINISTER;
import static org.cairn.app.web.Right.ASSESS;
import static org.cairn.app.web.Right.CONTRIBUTE;
import static org.cairn.app.web.Right.ENTER;
import static org.cairn.app.web.Right.JUDGE;
import static org.cairn.app.web.Right.MANAGE_CASES;
import static org.cairn.app.web.Right.PLAN;
import static org.cairn.app.web.Right.PUBLISH;
import static org.cairn.app.web.Right.SEE_ALERTS;
import static org.cairn.app.web.Right.SEE_EXACT;
import static org.cairn.app.web.Right.SEE_PLACES;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is for an organisation; one may be several. */
public enum Role {
  /** Brings in what is known of places. */
  CONTRIBUTOR(SEE_PLACES, CONTRIBUTE),
  /** Judges alerts and the condition of places. */
  ANALYST(SEE_PLACES, SEE_ALERTS, JUDGE, CONTRIBUTE, ASSESS, MANAGE_CASES),
  /** Judges what others judged. */
  REVIEWER(SEE_PLACES, SEE_ALERTS, JUDGE, CONTRIBUTE, ASSESS, MANAGE_CASES),
  /** Sees where protected places lie. */
  CUSTODIAN(SEE_PLACES, SEE_ALERTS, SEE_EXACT, CONTRIBUTE),
  /** Plans protection and repair. */
  PLANNER(SEE_PLACES, SEE_ALERTS, PLAN),
  /** Decides what is published. */
  PUBLISHER(SEE_PLACES, SEE_ALERTS, MANAGE_CASES, PUBLISH),
  /** Keeps accounts and settings; sees no more of places than others. */
  ADMINISTRATOR(SEE_PLACES, ADMINISTER);

  private final Set<Right> rights;

  Role(Right... rights) {
    this.rights = EnumSet.of(ENTER, rights);
  }

  public Set<Right> rights() {
    return EnumSet.copyOf(rights);
  }

  /** As written in databases and texts. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
