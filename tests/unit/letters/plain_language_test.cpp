// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "letters/casing.hpp"
#include "letters/plain_language.hpp"
#include "yaml/document.hpp"

using letters::Flag;
using letters::measured;

namespace {

core::Value data_of(const std::string& language) {
  std::ifstream file(std::string(PVTOOL_SOURCE) + "/templates/language/" + language + ".yaml");
  std::stringstream text;
  text << file.rdbuf();
  auto document = yaml::read(text.str());
  REQUIRE_MESSAGE(document.root.has_value(), language);
  return *document.root;
}

letters::PlainRules rules_of(const std::string& language) {
  return letters::plain_rules_from(data_of(language));
}

std::vector<std::string> sentences(const std::string& text, const std::string& language = "nb") {
  std::vector<std::string> all;
  for (const auto& sentence : measured(text, rules_of(language)).sentences) {
    all.push_back(sentence.text);
  }
  return all;
}

std::vector<std::string> passives(const std::string& text, const std::string& language) {
  std::vector<std::string> all;
  for (const auto& sentence : measured(text, rules_of(language)).sentences) {
    all.insert(all.end(), sentence.passives.begin(), sentence.passives.end());
  }
  return all;
}

std::vector<std::string> simpler(const std::string& text, const std::string& language) {
  std::vector<std::string> all;
  for (const auto& sentence : measured(text, rules_of(language)).sentences) {
    for (const auto& official : sentence.official) {
      all.push_back(official.word + " -> " + official.instead);
    }
  }
  return all;
}

std::vector<Flag> flags(const std::string& text, const std::string& reader,
                        const std::string& language = "nb") {
  const auto rules = rules_of(language);
  return letters::flags_of(measured(text, rules), rules, reader);
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE(
    "LIX is what Björnsson 1968 defines: words for each sentence and long words in a hundred") {
  // 10 words in 2 sentences, 3 of them (skrivebord, vinduet, blomster) of more than 6 letters:
  // 10 / 2 + 100 * 3 / 10 = 5 + 30 = 35.
  const auto text = measured("Et skrivebord står ved vinduet. På det står noen blomster.", {});
  CHECK(text.sentences.size() == 2);
  CHECK(text.words == 10);
  CHECK(text.long_words == 3);
  CHECK(text.longest == 5);
  CHECK(text.mean_length == doctest::Approx(5));
  CHECK(text.lix == doctest::Approx(35));
}

TEST_CASE("LIX of article 1 of the Universal Declaration of Human Rights, counted by hand") {
  // 11 words, long: mennesker, menneskeverd, menneskerettigheter. 15 words, long: utstyrt, fornuft,
  // samvittighet, hverandre, brorskapets. 26 / 2 + 100 * 8 / 26 = 13 + 30.769.
  const auto nb = measured("Alle mennesker er født frie og med samme menneskeverd og "
                           "menneskerettigheter. De er utstyrt med fornuft og samvittighet og bør "
                           "handle mot hverandre i brorskapets ånd.",
                           rules_of("nb"));
  CHECK(nb.words == 26);
  CHECK(nb.long_words == 8);
  CHECK(nb.longest == 15);
  CHECK(nb.lix == doctest::Approx(43.769).epsilon(0.0001));

  // 12 words, long: menneske, menneskeverd, menneskerettar. 13 words, long: fornuft, kvarandre
  // (fridom and samvit have 6). 25 / 2 + 100 * 5 / 25 = 12.5 + 20.
  const auto nn = measured("Alle menneske er fødde til fridom og med same menneskeverd og "
                           "menneskerettar. Dei har fått fornuft og samvit og skal leve med "
                           "kvarandre som brør.",
                           rules_of("nn"));
  CHECK(nn.lix == doctest::Approx(32.5));

  // 12 words, long: dignity. 18 words, long: endowed, conscience, towards, another, brotherhood.
  // 30 / 2 + 100 * 6 / 30 = 15 + 20.
  const auto en = measured("All human beings are born free and equal in dignity and rights. They "
                           "are endowed with reason and conscience and should act towards one "
                           "another in a spirit of brotherhood.",
                           rules_of("en"));
  CHECK(en.lix == doctest::Approx(35));
}

TEST_CASE("a word is long from seven letters on, and a letter is one whatever its bytes") {
  CHECK(measured("Større", {}).long_words == 0);      // 6 letters, 7 bytes
  CHECK(measured("ÆØÅæøå", {}).long_words == 0);      // 6 letters, 12 bytes
  CHECK(measured("bjørner", {}).long_words == 1);     // 7 letters
  CHECK(measured("bja\u030Ane", {}).long_words == 0); // a with a ring above: one letter
  CHECK(measured("e-posten", {}).long_words == 1);    // 7 letters, one word
  CHECK(measured("«større»,", {}).long_words == 0);
  CHECK(measured("20261005", {}).long_words == 0); // digits are a word and no letters
  CHECK(letters::in_small_letters("ÆØÅ Š Č Ŋ Ž X×") == "æøå š č ŋ ž x×");
}

TEST_CASE("an address of the net is one word, never long, and ends no sentence") {
  const auto text =
      measured("Se https://www.datatilsynet.no eller skriv til post@eksempel.no nå.", {});
  CHECK(text.sentences.size() == 1);
  CHECK(text.words == 7);
  CHECK(text.long_words == 0);
}

TEST_CASE("a text without words has no LIX") {
  for (const auto* text : {"", "\n\n", "---", "- \n* ", "| --- |", "…"}) {
    const auto found = measured(text, rules_of("nb"));
    CHECK(found.sentences.empty());
    CHECK(found.lix == 0);
  }
  CHECK(flags("", "child").empty());
}

TEST_CASE("bytes that are no UTF-8 are no letters and stop nothing") {
  CHECK(measured("bl\xE5 \xFF\xFE dag\xC3", {}).words == 2);
  CHECK(measured("\xF0\x9F\x98\x80 smil", {}).words == 1);
}

TEST_CASE("a sentence does not end at an abbreviation, an initial or an ordinal") {
  CHECK(sentences("Vi så bl.a. Oslo den 5. oktober kl. 10.00 etter art. 33 nr. 1. Så ringte vi.") ==
        Texts{"Vi så bl.a. Oslo den 5. oktober kl. 10.00 etter art. 33 nr. 1.", "Så ringte vi."});
  CHECK(sentences("Navn, adresse osv. er borte. Navn, adresse osv. Dette er alt.").size() == 3);
  CHECK(sentences("A. Hansen leder dette (f.eks. Oslo). Bra!").size() == 2);
  CHECK(sentences("We sent, e.g. Monday, no. 7 to Mr. Smith. It was late.", "en").size() == 2);
  CHECK(sentences("Sjå t.d. Oslo, jf. Lov om noko. Det gjeld no.", "nn").size() == 2);
}

TEST_CASE("question and exclamation marks, dots and closing quotes end a sentence") {
  CHECK(sentences("Hva nå? Ring! Vi venter… Ja.").size() == 4);
  CHECK(sentences("«Hva skjer?» spurte hun. (Ingen vet.) Vi spør.").size() == 3);
  CHECK(sentences("Vi venter ... lenge.").size() == 1);
}

TEST_CASE("a colon ends a sentence before a capital only") {
  CHECK(sentences("Vi skrev: Brevet er sendt.").size() == 2);
  CHECK(sentences("Fristen er: 5. oktober.").size() == 1);
  CHECK(sentences("Det er to ting: navn og adresse.").size() == 1);
}

TEST_CASE("headings, items and cells are sentences of their own, wrapped lines are not") {
  CHECK(sentences("Hva har skjedd?\n\nEt brev kom\nbort den\n5. oktober.\n") ==
        Texts{"Hva har skjedd?", "Et brev kom bort den 5. oktober."});
  CHECK(sentences("Dette gjelder:\n- navn\n- adresse og\n  telefon\n1. Ring\n2) Skriv\n☐ Vent") ==
        Texts{"Dette gjelder:", "navn", "adresse og telefon", "Ring", "Skriv", "Vent"});
  CHECK(sentences("Overskrift\n==========\nTekst.") == Texts{"Overskrift", "Tekst."});
  CHECK(sentences("Tiltak      Frist\n\nRydde opp   i dag") ==
        Texts{"Tiltak", "Frist", "Rydde opp", "i dag"});
}

TEST_CASE("passives in bokmål: one word in -s, and bli with a participle in the same clause") {
  CHECK(passives("Saken behandles nå.", "nb") == Texts{"behandles"});
  CHECK(passives("Listen ble ikke sendt, men den blir slettet.", "nb") ==
        Texts{"ble ... sendt", "blir slettet"});
  CHECK(passives("Det kan gis innsyn.", "nb") == Texts{"gis"});
  CHECK(passives("Opplysningene finnes hos Norges beste, og deres synes godt.", "nb").empty());
  CHECK(passives("Det blir godt. Det ble et brudd.", "nb").empty());
  CHECK(passives("De berørtes liste, som data.types viser, blir hardt brukt.", "nb") ==
        Texts{"blir ... brukt"});
  CHECK(passives("Vi sendte listen og slettet den.", "nb").empty());
}

TEST_CASE("passives in nynorsk: one word in -ast, and bli or verte with a participle") {
  CHECK(passives("Saka skal behandlast no.", "nn") == Texts{"behandlast"});
  CHECK(passives("Lista vart sendt og er blitt sletta.", "nn") ==
        Texts{"vart sendt", "blitt sletta"});
  CHECK(passives("Opplysningane skal underrettast om.", "nn") == Texts{"underrettast"});
  CHECK(passives("Meld seinast i morgon.", "nn").empty());
  CHECK(passives("Det blir best. Dei trivast, og saka vart lita.", "nn").empty());
}

TEST_CASE("passives in English: a form of be with a participle") {
  CHECK(passives("The list was sent and has not been deleted.", "en") ==
        Texts{"was sent", "been deleted"});
  CHECK(passives("It is not yet known. We deleted it.", "en").empty());
  CHECK(passives("You are concerned, indeed. It is on the deleted list.", "en").empty());
}

TEST_CASE("two passives in one sentence are a chain") {
  const auto found = flags("Listen ble sendt, og den vil bli slettet.", "adult");
  const auto chain = std::find_if(found.begin(), found.end(), [](const Flag& flag) {
    return flag.kind == Flag::Kind::passive_chain;
  });
  REQUIRE(chain != found.end());
  CHECK(chain->word == "ble sendt, bli slettet");
  CHECK(chain->number == 2);
  CHECK(chain->limit == 1);
  CHECK(chain->excerpt == "Listen ble sendt, og den vil bli slettet.");
  CHECK(flags("Listen ble sendt. Den vil bli slettet.", "adult").empty());
}

TEST_CASE("words of officialese are found in their forms, the longest phrase first") {
  CHECK(simpler("Vedrørende saken: Vi oversendte brevet.", "nb") ==
        Texts{"Vedrørende -> om", "oversendte -> sende"});
  CHECK(simpler("Vedlagt oversendes brevet.", "nb") ==
        Texts{"Vedlagt oversendes -> her er, vi sender"});
  CHECK(simpler("I forkant av møtet; i forkant.", "nb") ==
        Texts{"I forkant av -> før", "i forkant -> før, på forhånd"});
  CHECK(simpler("I, forkant", "nb").empty()); // not across a comma
  CHECK(simpler("Vi vil implementere det i medhald av lova.", "nn") ==
        Texts{"implementere -> innføre, ta i bruk", "i medhald av -> etter"});
  CHECK(simpler("We utilised it prior to the breach.", "en") ==
        Texts{"utilised -> use", "prior to -> before"});
}

TEST_CASE("a word of officialese is flagged once, with how often it stands") {
  const auto found = flags("Vi ringer snarest. Dere svarer snarest.", "adult");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Flag::Kind::official_word);
  CHECK(letters::name_of(found[0].kind) == "official_word");
  CHECK(found[0].word == "snarest");
  CHECK(found[0].instead == "straks, eller en dato");
  CHECK(found[0].excerpt == "Vi ringer snarest.");
  CHECK(found[0].number == 2);
}

TEST_CASE("limits are the reader's: a sentence of 16 words is long for a child only") {
  const std::string text = "Vi så at du kom og at du tok en bok med deg ut i dag."; // 16 words
  const auto child = flags(text, "child");
  REQUIRE(child.size() == 1);
  CHECK(child[0].kind == Flag::Kind::long_sentence);
  CHECK(child[0].number == 16);
  CHECK(child[0].limit == 15);
  CHECK(child[0].excerpt == text);
  CHECK(flags(text, "adult").empty());
  CHECK(flags(text, "nobody known").empty()); // taken as an adult
}

TEST_CASE("a text with a high LIX is flagged as a whole, first") {
  // 3 words, all long: 3 + 100 = 103.
  const auto found = flags("Personvernrådgiveren kontrollerer tilgangsstyringen.", "staff");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Flag::Kind::hard_text);
  CHECK(found[0].number == doctest::Approx(103));
  CHECK(found[0].limit == 52);
  CHECK(found[0].excerpt.empty());
}

TEST_CASE("a long excerpt ends at a word") {
  std::string text = "Vi";
  for (int i = 0; i < 40; ++i) {
    text += " går";
  }
  const auto found = flags(text + ".", "adult");
  REQUIRE(found.size() == 1);
  CHECK(found[0].excerpt.ends_with("går …"));
  CHECK(found[0].excerpt.size() < 90);
}

TEST_CASE("the rules of each language are whole") {
  for (const std::string language : {"nb", "nn", "en"}) {
    CAPTURE(language);
    const auto data = data_of(language);
    CHECK(data.text("language") == language);
    CHECK(data.list("words").size() >= 80);
    Texts forms;
    for (const auto& entry : data.list("words")) {
      CHECK_FALSE(entry.text("instead").empty());
      CHECK((entry.find("stem") != nullptr) == (entry.find("endings") != nullptr));
      CHECK((entry.find("stem") != nullptr) != (entry.find("forms") != nullptr));
      for (const auto& form : entry.list("forms")) {
        forms.push_back(form.as_string());
      }
      for (const auto& ending : entry.list("endings")) {
        forms.push_back(entry.text("stem") + ending.as_string());
      }
    }
    for (const auto& form : forms) {
      CAPTURE(form);
      CHECK(std::count(forms.begin(), forms.end(), form) == 1);
      CHECK(letters::in_small_letters(form) == form);
      CHECK(std::count(form.begin(), form.end(), ' ') < 8);
    }
    const auto rules = letters::plain_rules_from(data);
    for (const std::string reader : {"adult", "child", "staff"}) {
      REQUIRE(rules.limits.contains(reader));
      CHECK(rules.limits.at(reader).sentence_words > 0);
      CHECK(rules.limits.at(reader).lix > 0);
      CHECK(rules.limits.at(reader).passives > 0);
    }
    for (const auto& abbreviation : rules.abbreviations.never_end) {
      CHECK(abbreviation.ends_with('.'));
      CHECK_FALSE(rules.abbreviations.may_end.contains(abbreviation));
    }
  }
}
