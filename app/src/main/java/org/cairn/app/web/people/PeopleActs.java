package org.cairn.app.web.people;

import java.util.stream.Stream;
import org.cairn.app.web.Role;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;

/** What of accounts programs may keep, and what only people at a browser. Stateless. */
final class PeopleActs {
  private PeopleActs() {}

  static ApiActs list() {
    Field roles =
        Field.texts("role", "Codes of roles")
            .among(Stream.of(Role.values()).map(Role::code).toList());
    return ApiActs.NONE
        .with(
            Act.of(
                    "invite",
                    "/people/invitations",
                    "Makes a link by which one person gets an account")
                .secret()
                .taking(Field.text("organisation", "Its id").needed(), roles.needed()),
            Act.of("setRoles", "/people/{person}/roles", "Gives roles; none ends the membership")
                .taking(Field.text("organisation", "Its id").needed(), roles),
            Act.of("addOrganisation", "/people/organisations", "Adds an organisation")
                .taking(Field.text("name", "What it is called").needed()),
            Act.of(
                    "changeOrganisation",
                    "/people/organisations/{organisation}",
                    "Changes an organisation")
                .taking(
                    Field.text("name", "What it is called").needed(),
                    Field.flag("public", "Whether visitors are told of it")),
            Act.of(
                    "letIn",
                    "/people/newcomers/{newcomer}",
                    "Lets in somebody whom a provider of sign-in knows")
                .taking(
                    Field.text("organisation", "Its id, for roles beside those of groups"), roles),
            Act.of("refuse", "/people/newcomers/{newcomer}/refuse", "Lets somebody not in"),
            Act.of(
                    "shutIdentity",
                    "/people/{person}/identities",
                    "Lets somebody in by a provider no more, or again")
                .taking(
                    Field.text("identity", "Its id").needed(),
                    Field.flag("shut", "Whether no more")))
        .without(
            "Signing in and out, and beginning an account, are for people at a browser",
            "/sign-in",
            "/sign-in/code",
            "/sign-in/passkey",
            "/sign-out",
            "/sign-in/oidc/{provider}",
            "/set-up/{token}",
            "/invitation/{token}",
            "/reset/{token}")
        .without(
            "One's own account and how one signs in are changed by the person, signed in",
            "/me",
            "/me/organisation",
            "/me/password",
            "/me/second-factor",
            "/me/second-factor/remove",
            "/me/passkeys",
            "/me/passkeys/remove",
            "/me/identities",
            "/me/identities/remove")
        .without(
            "No token makes another, or it would outlive itself; a person makes and ends them",
            "/me/tokens",
            "/me/tokens/{token}/revoke",
            "/people/machines",
            "/people/machines/{machine}",
            "/people/machines/{machine}/{token}/revoke")
        .without(
            "A way into somebody's account is given by an administrator in person",
            "/people/{person}/reset")
        .without(
            "Providers of sign-in send it, signed by themselves",
            "/sign-in/oidc/{provider}/logout");
  }
}
