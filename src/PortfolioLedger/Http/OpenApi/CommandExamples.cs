using System.Text.Json.Nodes;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>One body for each command that is right as it stands; a test sends them all.</summary>
public static class CommandExamples
{
    private const string Grounds = "\"grounds\":{\"rationale\":\"The board agreed in its March meeting\"}";

    private static readonly Dictionary<Type, string> Bodies = new()
    {
        [typeof(OpenPortfolio)] = """{"key":"capital","name":"City capital plan","currency":"USD"}""",
        [typeof(SetPortfolioBudget)] = $$"""{"period":"2026","capex":{"amount":900000,"currency":"USD"},{{Grounds}}}""",
        [typeof(SetCapacity)] = """{"period":"2026","department":"dep","role":"engineer","fte":12.5}""",
        [typeof(OpenReviewCycle)] = """{"key":"2026-q1","name":"First quarter of 2026","from":"2026-01-01","to":"2026-03-31"}""",
        [typeof(CloseReviewCycle)] = "{}",
        [typeof(RegisterDepartment)] = """{"key":"dep","name":"Environmental Protection"}""",
        [typeof(RenameDepartment)] = """{"name":"Environment and Water"}""",
        [typeof(MergeDepartment)] = """{"into":"dep"}""",
        [typeof(RetireDepartment)] = "{}",
        [typeof(RegisterCustomerSegment)] = """{"key":"households","name":"Households"}""",
        [typeof(RenameCustomerSegment)] = """{"name":"Private households"}""",
        [typeof(MergeCustomerSegment)] = """{"into":"households"}""",
        [typeof(RetireCustomerSegment)] = "{}",
        [typeof(ProposeObjective)] = """{"key":"growth","title":"Grow in the region","statement":"Serve every new district within two years","level":"strategic","owner":"ceo","horizonEnd":"2028-12-31"}""",
        [typeof(ApproveObjective)] = "{" + Grounds + "}",
        [typeof(ReviseObjective)] = $$"""{"field":"title","old":"Grow in the region","new":"Grow in the county",{{Grounds}}}""",
        [typeof(RetireObjective)] = "{" + Grounds + "}",
        [typeof(ReweightObjectives)] = $$"""{"weights":{"growth":0.5,"resilience":0.3,"service":0.2},"method":"direct",{{Grounds}}}""",
        [typeof(IdentifyValueStream)] = """{"key":"water","name":"Water supply","kind":"operational","ownerDepartment":"dep"}""",
        [typeof(AssessImportance)] = $$"""{"importance":0.5,"tangibleShare":0.7,{{Grounds}}}""",
        [typeof(StateResources)] = """{"period":"2026","money":{"amount":4000000,"currency":"USD"},"fte":25}""",
        [typeof(LinkValueStreamToObjective)] = $$"""{"objective":"growth","strength":9,{{Grounds}}}""",
        [typeof(RetireValueStream)] = "{" + Grounds + "}",
        [typeof(ProposeInitiative)] = """{"key":"croton","name":"Croton Falls","kind":"project","sponsor":"maria","department":"dep","valueStream":"water","summary":"A new intake for the eastern reservoirs"}""",
        [typeof(SubmitInitiative)] = "{}",
        [typeof(ApproveInitiative)] = $$"""{"conditions":["Report quarterly"],{{Grounds}}}""",
        [typeof(MeetApprovalCondition)] = """{"condition":1,"note":"The first report is in"}""",
        [typeof(RejectInitiative)] = "{" + Grounds + "}",
        [typeof(DeferInitiative)] = $$"""{"revisitOn":"2027-03-31",{{Grounds}}}""",
        [typeof(StartInitiative)] = "{}",
        [typeof(PauseInitiative)] = "{" + Grounds + "}",
        [typeof(ResumeInitiative)] = "{" + Grounds + "}",
        [typeof(KillInitiative)] = $$"""{"reasonCode":"no-longer-needed","sunkCost":{"amount":12000,"currency":"USD"},{{Grounds}}}""",
        [typeof(CompleteInitiative)] = "{}",
        [typeof(ReopenInitiative)] = "{" + Grounds + "}",
        [typeof(CloseInitiative)] = "{" + Grounds + "}",
        [typeof(MergeInitiative)] = $$"""{"into":"croton",{{Grounds}}}""",
        [typeof(ClaimContribution)] = $$"""{"objective":"resilience","contribution":9,"confidence":1,{{Grounds}}}""",
        [typeof(ReviseContribution)] = $$"""{"objective":"resilience","contribution":3,"confidence":0.8,{{Grounds}}}""",
        [typeof(WithdrawContribution)] = $$"""{"objective":"resilience",{{Grounds}}}""",
        [typeof(SubmitFinancialCase)] = """{"cashFlows":[{"on":"2026-01-01","amount":-200000},{"on":"2027-01-01","amount":60000}],"currency":"USD","discountRate":0.12,"ecv":{"presentValue":30,"technicalSuccess":0.8,"commercialSuccess":0.5,"developmentCost":3,"launchCost":5},"arr":{"averageProfit":115000,"investment":420000,"salvage":0,"base":"initial","workingCapital":0}}""",
        [typeof(RebaselineFinancialCase)] = $$"""{"cashFlows":[{"on":"2026-01-01","amount":-220000},{"on":"2027-01-01","amount":60000}],"currency":"USD","discountRate":0.12,{{Grounds}}}""",
        [typeof(ExemptFromGate)] = $$"""{"gate":"financial-case","until":"2027-12-31",{{Grounds}}}""",
        [typeof(ScoreCriterion)] = $$"""{"model":"board-2026","criterion":"value","value":8,{{Grounds}}}""",
        [typeof(ShiftPriority)] = $$"""{"from":3,"to":1,{{Grounds}}}""",
        [typeof(ApproveBudget)] = $$"""{"period":"2026","amount":{"amount":600000,"currency":"USD"},{{Grounds}}}""",
        [typeof(ChangeBudget)] = $$"""{"period":"2026","delta":{"amount":50000,"currency":"USD"},"newTotal":{"amount":650000,"currency":"USD"},{{Grounds}}}""",
        [typeof(RecordSpend)] = """{"period":"2026-03","amount":{"amount":12000,"currency":"USD"},"category":"construction"}""",
        [typeof(BaselineSchedule)] = $$"""{"completion":"2028-06-30",{{Grounds}}}""",
        [typeof(ChangeForecastCompletion)] = """{"old":"2028-06-30","new":"2028-09-30","days":92}""",
        [typeof(RenameInitiative)] = """{"name":"Croton Falls intake"}""",
        [typeof(EnterPhase)] = """{"phase":"Design"}""",
        [typeof(DeliverOutput)] = """{"output":"intake","name":"New intake","kind":"product","plannedOn":"2026-05-01","deliveredOn":"2026-05-20","acceptedBy":"maria"}""",
        [typeof(PlanOutput)] = """{"output":"intake","name":"New intake","kind":"product","plannedOn":"2026-05-01","shareOfInitiative":0.4,"outcome":"outages"}""",
        [typeof(RecordEffort)] = """{"period":"2026-03","department":"dep","role":"engineer","hours":152}""",
        [typeof(AllocateResource)] = """{"department":"dep","role":"engineer","fte":2.5,"from":"2026-02-01","to":"2026-12-31"}""",
        [typeof(ReleaseResource)] = """{"department":"dep","role":"engineer","fte":1,"from":"2026-09-01","to":"2026-12-31"}""",
        [typeof(DeclareDependency)] = """{"dependsOn":"second","kind":"finish-to-start","reason":"The dam must be dry before the intake is built"}""",
        [typeof(RemoveDependency)] = """{"dependsOn":"second"}""",
        [typeof(RateAssurance)] = $$"""{"scale":"delivery-confidence","rating":"amber-green","assessor":"nora",{{Grounds}}}""",
        [typeof(DefineOutcome)] = """{"key":"outages","name":"Outage hours","unit":"hours","direction":"decrease","kind":"tangible","category":"customer"}""",
        [typeof(SetBaseline)] = $$"""{"value":10,"on":"2026-01-01",{{Grounds}}}""",
        [typeof(SetTarget)] = $$"""{"max":0,"by":"2026-12-31",{{Grounds}}}""",
        [typeof(ChangeTarget)] = $$"""{"changeKind":"circumstances","max":1,"by":"2027-06-30",{{Grounds}}}""",
        [typeof(MeasureOutcome)] = """{"value":7,"on":"2026-06-30","n":12,"method":"SCADA"}""",
        [typeof(CorrectMeasurement)] = """{"value":6.5,"on":"2026-06-30","reason":"One outage was counted twice"}""",
        [typeof(LinkOutcome)] = $$"""{"initiative":"croton","weight":1,{{Grounds}}}""",
        [typeof(PlanBenefit)] = """{"initiative":"croton","owner":"maria","period":"2026","amount":{"amount":400000,"currency":"USD"},"kind":"benefit","class":"cashable"}""",
        [typeof(RealiseBenefit)] = """{"initiative":"croton","period":"2026","amount":{"amount":30000,"currency":"USD"},"kind":"benefit","class":"cashable"}""",
        [typeof(RetireOutcome)] = """{"reason":"Outages are counted by customer from now on"}""",
        [typeof(ReceiveFeedback)] = """{"key":"fb-12","segment":"households","channel":"survey","text":"The water is off every week","score":{"value":2,"scale":"1-5"}}""",
        [typeof(ClassifyFeedback)] = """{"theme":"reliability","need":"Water around the clock","expectedOutcome":"Fewer outages"}""",
        [typeof(LinkFeedback)] = """{"initiative":"croton","importance":3}""",
        [typeof(UnlinkFeedback)] = """{"initiative":"croton"}""",
        [typeof(MergeFeedback)] = """{"into":"fb-11"}""",
        [typeof(RecordSurveyRound)] = """{"key":"croton-2026-h1","about":"initiative","initiative":"croton","audience":"households","scale":"csat","counts":{"1":20,"2":30,"3":50,"4":90,"5":60},"n":250,"invited":1000,"on":"2026-06-30"}""",
        [typeof(AnswerFeedback)] = """{"text":"The new intake ends this in spring"}""",
        [typeof(TableDecision)] = """{"key":"d-7","question":"Fund Croton Falls?","options":["fund","defer"],"quorum":1,"evidenceShown":[{"kind":"document","ref":"https://city.example/minutes/march.pdf"}],"risks":["Prices of steel may rise"],"initiatives":["croton"]}""",
        [typeof(CastVote)] = """{"option":"fund","reason":"The eastern reservoirs depend on it"}""",
        [typeof(TakeDecision)] = $$"""{"option":"fund","quorum":3,"dissent":"One member would rather wait a year","conditions":["Report prices of steel every quarter"],{{Grounds}}}""",
        [typeof(MeetCondition)] = """{"condition":1,"note":"The first report is in"}""",
        [typeof(SupersedeDecision)] = $$"""{"by":"d-8",{{Grounds}}}""",
        [typeof(ReviewDecision)] = """{"rationaleBorneOut":"too-early","findings":"The intake is not in operation yet"}""",
        [typeof(SetDelegation)] = $$"""{"role":"approver","upTo":{"amount":2000000,"currency":"USD"},{{Grounds}}}""",
        [typeof(RegisterStakeholder)] = """{"key":"sh-7","name":"Chair of the finance committee","group":"board"}""",
        [typeof(RecordCommunication)] = """{"key":"letter-3","audience":["sh-7"],"channel":"letter","subjects":["initiative/croton"],"summary":"The new intake is on schedule"}""",
        [typeof(AcknowledgeStrategy)] = """{"objectives":["resilience","service"],"stakeholder":"sh-7"}""",
        [typeof(DraftScoringModel)] = """{"key":"board-2026","formula":"weighted","criteria":[{"id":"value","min":0,"max":10,"direction":"higher","weight":0.6},{"id":"risk","min":0,"max":10,"direction":"lower","weight":0.4}]}""",
        [typeof(ReleaseScoringModel)] = "{" + Grounds + "}",
        [typeof(AdoptScoringModel)] = "{" + Grounds + "}",
        [typeof(PublishRanking)] = $$"""{"key":"march-board",{{Grounds}}}""",
        [typeof(DefineReport)] = """{"key":"funded","name":"What the budget covers","view":"ranking","parameters":{"period":"2026"},"filters":{"funded":["true"]},"columns":["rank","name","score","criteria.value"],"sort":"-score","limit":20,"asOf":"end-of-last-quarter"}""",
        [typeof(ReviseReport)] = """{"name":"What the budget covers","view":"ranking","columns":["rank","name","score"],"asOf":"now"}""",
        [typeof(RetireReport)] = "{}",
        [typeof(ScheduleReport)] = """{"cadence":"weekly","day":"monday","at":"06:00","format":"xlsx"}""",
        [typeof(UnscheduleReport)] = "{}",
        [typeof(DefineDashboard)] = """{"key":"board","name":"For the board","audience":"executives","reports":["funded"]}""",
        [typeof(ReviseDashboard)] = """{"name":"For those who answer for it","audience":"sponsors","reports":["funded"]}""",
        [typeof(RetireDashboard)] = "{}",
        [typeof(Subscribe)] = """{"key":"decisions","filter":{"types":["initiative-approved","budget-changed"],"departments":["finance"],"decisionsOnly":true},"delivery":{"kind":"feed"}}""",
        [typeof(Unsubscribe)] = "{}",
    };

    /// <summary>The example of a command; null when nobody wrote one.</summary>
    public static JsonNode? Of(Type command) =>
        Bodies.TryGetValue(command, out var body) ? JsonNode.Parse(body) : null;
}
