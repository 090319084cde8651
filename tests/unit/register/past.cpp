// SPDX-License-Identifier: MIT
// Whole histories, and commits that are signed.
#include "register/past.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using support::k_case;
using support::RegisterFolder;

namespace {

std::string head_of(const RegisterFolder& at) {
  return at.folder.run("git rev-parse HEAD");
}

} // namespace

TEST_CASE("a history is told from its beginning, with what each commit changed") {
  const RegisterFolder at;
  const auto first = head_of(at);
  at.folder.write("a/b", "1\n");
  at.folder.run("git add a && git commit -qm 'more\n\nCase: 2026-0001\nCommand: log'");
  at.folder.run("git rm -q a/b && git commit -qm less --author 'Other <other@example.org>'");
  const reg::Past past(at.folder.path());
  const auto walk = past.walk(head_of(at));
  CHECK(walk.damage.empty());
  REQUIRE(walk.links.size() >= 3);
  const auto& more = walk.links[walk.links.size() - 2];
  const auto& less = walk.links.back();
  CHECK(walk.links.front().parents.empty());
  CHECK(less.id == head_of(at));
  CHECK(less.parents == std::vector<std::string>{more.id});
  CHECK(less.author.name == "Other");
  CHECK(less.committer.name != "Other");
  CHECK(more.trailer("Case") == "2026-0001");
  CHECK(more.trailer("Nothing") == "");
  REQUIRE(more.changed.size() == 1);
  CHECK(more.changed[0].path == "a/b");
  CHECK(more.changed[0].before == "");
  CHECK(past.blob(more.changed[0].after) == "1\n");
  REQUIRE(less.changed.size() == 1);
  CHECK(less.changed[0].after == "");
  CHECK(past.content(more.id, "a/b") == "1\n");
  CHECK(past.content(less.id, "a/b") == std::nullopt);
  CHECK(past.names(more.id, "a") == std::vector<std::string>{"b"});
  CHECK(past.names(less.id, "a").empty());
  CHECK(past.leads_to(first, less.id));
  CHECK_FALSE(past.leads_to(less.id, first));
}

TEST_CASE("what changed is what git says, for files beside folders of nearly the same name") {
  const RegisterFolder at;
  at.folder.write("x/1", "1");
  at.folder.write("x.y", "2");
  at.folder.write("x-y", "3");
  at.folder.run("git add . && git commit -qm one");
  at.folder.run("git rm -qr x && echo 4 > x && echo 5 > x0 && git add . && git commit -qm two");
  const reg::Past past(at.folder.path());
  const auto walk = past.walk(head_of(at));
  for (const auto& link : walk.links) {
    const auto parent =
        link.parents.empty() ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904" : link.parents.front();
    std::string names;
    for (const auto& changed : link.changed) {
      names += (names.empty() ? "" : "\n") + changed.path;
    }
    CHECK(names ==
          at.folder.run("git diff-tree -r --name-only --no-renames " + parent + " " + link.id));
  }
}

TEST_CASE("only a straight way leads on from a commit") {
  const RegisterFolder at;
  const auto before = head_of(at);
  at.folder.run("git commit -q --allow-empty -m one && git commit -q --allow-empty -m two");
  const auto after = head_of(at);
  at.folder.run("git switch -qc side HEAD~1 && git commit -q --allow-empty -m side");
  const auto side = head_of(at);
  at.folder.run("git switch -q - && git merge -q --no-edit side");
  const reg::Past past(at.folder.path());
  CHECK(past.walk_from(before, after)->links.size() == 2);
  CHECK(past.walk_from(after, after)->links.empty());
  CHECK(past.walk_from(side, after) == std::nullopt);
  CHECK(past.walk_from(before, head_of(at)) == std::nullopt);
}

TEST_CASE("an object that is not what its name says is never taken for it") {
  const RegisterFolder at;
  const auto blob = at.folder.run(std::string("git rev-parse HEAD:") + k_case);
  const auto other = at.folder.run("echo other | git hash-object -w --stdin");
  const auto place = [](const std::string& id) {
    return ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  };
  at.folder.run("cp -f " + place(other) + " " + place(blob));
  const reg::Past past(at.folder.path());
  CHECK(support::error_of([&] { past.blob(blob); }) == "object-damaged");
  CHECK(past.blob(other) == "other\n");
}

TEST_CASE("the store's mark changes when an object does, and not when one is added") {
  const RegisterFolder at;
  const auto blob = at.folder.run(std::string("git rev-parse HEAD:") + k_case);
  const reg::Past past(at.folder.path());
  const auto mark = past.mark();
  REQUIRE(mark);
  at.folder.run("sleep 0.05; echo other | git hash-object -w --stdin");
  CHECK(past.mark(mark->newest) == mark);
  CHECK_FALSE(past.mark() == mark);
  at.folder.run(
      "echo fourth | git commit-tree HEAD^{tree} | git pack-objects -q .git/objects/pack/pack");
  CHECK_FALSE(past.mark(mark->newest)); // a pack is asked first
  at.folder.run("rm -f .git/objects/pack/*");
  CHECK(past.mark(mark->newest) == mark);
  at.folder.run("touch -d 2001-01-01 .git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2));
  CHECK_FALSE(past.mark(mark->newest) == mark);
}

TEST_CASE("what hides the history is named") {
  const RegisterFolder at;
  at.folder.run("git commit -q --allow-empty -m one && git commit -q --allow-empty -m two");
  const reg::Past past(at.folder.path());
  CHECK(past.replaced().empty());
  CHECK(past.shallow().empty());
  at.folder.run("git replace HEAD HEAD~1");
  at.folder.write(".git/info/grafts", at.folder.run("git rev-parse HEAD~1") + "\n");
  CHECK(past.replaced().size() == 2);
  at.folder.run("git clone -q --depth 1 file://$PWD shallow 2>/dev/null");
  const reg::Past shallow(at.folder.path("shallow"));
  CHECK(shallow.shallow().size() == 1);
  CHECK(shallow.walk(at.folder.run("git -C shallow rev-parse HEAD")).damage.empty());
}

TEST_CASE("commits are signed by whoever was named for it, and else nothing is written") {
  const RegisterFolder at;
  at.folder.run("git config commit.gpgsign true && git config gpg.format ssh && "
                "git config user.signingkey KEY && git config gpg.ssh.program PROGRAM");
  const auto before = at.folder.run("git status --porcelain; git rev-parse HEAD");
  const auto failing = reg::open(at.folder.path(), std::nullopt,
                                 [](const reg::Signing&, const std::string&) -> std::string {
                                   throw core::Error(core::Exit::failed, "signing-failed");
                                 });
  const auto change = support::change("c", {{k_case, "title: two\n"}});
  CHECK(support::error_of([&] { failing->commit(change, failing->head()); }) == "signing-failed");
  CHECK(at.folder.run("git status --porcelain; git rev-parse HEAD") == before);
  std::string signed_text;
  const auto reg = reg::open(at.folder.path(), std::nullopt,
                             [&](const reg::Signing& how, const std::string& text) {
                               CHECK(how.format == "ssh");
                               CHECK(how.key == "KEY");
                               CHECK(how.program == "PROGRAM");
                               signed_text = text;
                               return std::string("-----BEGIN SSH SIGNATURE-----\nx\n"
                                                  "-----END SSH SIGNATURE-----");
                             });
  reg->commit(change, reg->head());
  const reg::Past past(at.folder.path());
  CHECK(past.walk(reg->head()).links.back().is_signed);
  CHECK(past.signature(reg->head()).payload == signed_text);
  CHECK(past.signature(reg->head()).signature.find("\nx\n") != std::string::npos);
  at.folder.run("git config --unset user.signingkey");
  CHECK(support::error_of([&] { reg->commit(change, reg->head()); }) == "signing-no-key");
  at.folder.run("git config gpg.format openpgp && git config gpg.program OTHER");
  const auto other = reg::open(at.folder.path(), std::nullopt,
                               [](const reg::Signing& how, const std::string&) -> std::string {
                                 CHECK(how.key.find('<') != std::string::npos);
                                 CHECK(how.program == "OTHER");
                                 throw core::Error(core::Exit::failed, "signing-failed");
                               });
  const auto more = support::change("d", {{k_case, "title: three\n"}});
  CHECK(support::error_of([&] { other->commit(more, other->head()); }) == "signing-failed");
}
