"""Steps that most cases go through."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.cases.people import Desk, People
from tests.journeys.casework import DAY, LATER

AMOUNT = "271828182845"
"""A number cannot bear the mark: this one stands nowhere by chance."""
TEAM = ["registrar", "investigator"]
PARTS = {"leader": "granted", "investigator": "granted"}


@dataclass(frozen=True)
class Trio:
    """The three of an office who work on a case: who handles it, a colleague, the leader."""

    desk: Desk
    colleague: Desk
    leader: Desk

    @classmethod
    def of(cls, people: People, office: str = "demo") -> Trio:
        """At their desks."""
        names = ("registrar", "investigator", "leader")
        return cls(*(people.desk(name, office) for name in names))

    def assess(self, category: str = "T01", **more: str) -> None:
        """What it is about, in the words of whoever handles it."""
        self.desk.write(
            "assessment",
            category=category,
            level="own",
            accused=[{"name": "王䶮", "unit": "骨科", "post": "主任医师"}],
            amount=AMOUNT,
            detriment="low",
            summary="术前索要三千元",
            opinion="可查",
            **more,
        )

    def make_a_lead(self, category: str = "T01") -> None:
        """From registration to a lead with a number."""
        self.desk.write(
            "preservation", tasks=[{"what": "调取走廊监控", "who": "李某", "until_day": DAY}]
        )
        self.assess(category)
        self.desk.write("lead")
        expect(self.desk.page.locator("#lead")).to_contain_text("线字〔")

    def study(self) -> None:
        """A collective study."""
        attendees = [{"name": "甲某"}, {"name": "乙某"}]
        self.desk.write("study", held_on=DAY, attendees=attendees, minutes="同意初步核实")

    def decide_how(self, way: str) -> None:
        """Studied together, an approval sheet, signed by the leader."""
        self.study()
        team = TEAM if way == "verify" else []
        plan = {"checkability": "有监控、有转账", "plan": "调监控、谈话"}
        self.desk.ask(self.leader, "sheet", way=way, **plan, team=team, until=LATER)

    def verify(self, finding: str, *, talks: bool = False) -> None:
        """From the sheet to a report that the whole team has signed."""
        case = self.desk.page.url
        self.colleague.open(case)
        self.colleague.write("evidence", evidence=[{"what": "监控截图", "source": "保卫科"}])
        if talks:
            self._talk()
            self.desk.open(case)
            self.desk.sign()
            self.colleague.open(case)
        found = {
            "person": "王䶮",
            "allegation": "收红包",
            "finding": finding,
            "grounds": "谈话、监控",
        }
        self.colleague.write("findings", findings=[found])
        self.colleague.write(
            "report",
            process="调监控、谈话",
            facts_found="收三千元",
            nature="违反九项准则",
            proposal_words="第二种形态",
        )
        self.desk.open(case)
        self.desk.sign()
        expect(self.desk.stage).to_contain_text("结果审批")

    def _talk(self) -> None:
        self.colleague.write(
            "talk",
            person="王䶮",
            place="205 室",
            started=f"{DAY}T09:00",
            ended=f"{DAY}T10:20",
            talkers=TEAM,
            rights_told=True,
            record="承认收了三千元。",
        )

    def hand_out(self, form: str, *owes: str) -> None:
        """An opinion, what becomes of the person, both approved."""
        self.desk.ask(self.leader, "opinion", proposal="handle", text="建议处理")
        one = {"person": "王䶮", "form": form, "amount": AMOUNT, "grounds": "查明的事实"}
        self.desk.ask(self.leader, "outcome", outcomes=[one], owes=[*owes])

    def archive(self) -> None:
        """The contents list and the archive."""
        self.desk.write("contents", main=[{"what": "核实报告"}], second=[{"what": "来件"}])
        self.desk.write("archive", keep="years_10", received_by="档案室 赵某")
        expect(self.desk.stage).to_contain_text("归档")
