using System.Text.Json.Nodes;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// The whole write API on one page: address, command, role, and a body that is right as it stands,
/// for the API description; a test sends them all.
/// </summary>
public static class CommandRoutes
{
    /// <summary>All addresses below a portfolio.</summary>
    public static readonly CommandTable Table = Create();

    /// <summary>Opens a portfolio, at the address of all of them.</summary>
    public static readonly CommandRoute Opening = new("", typeof(OpenPortfolio), Role.Approver,
        """{"key":"capital","name":"City capital plan","currency":"USD"}""");

    private const string Grounds =
        "\"grounds\":{\"rationale\":\"The board agreed in its March meeting\"}";

    private const string OnlyGrounds = "{" + Grounds + "}";

    /// <summary>The example of a command; null for one that has no address.</summary>
    public static JsonNode? ExampleOf(Type command) => JsonNode.Parse(
        Table.Routes.Prepend(Opening).FirstOrDefault(r => r.Command == command)?.Example ?? "null");

    private static CommandTable Create()
    {
        var t = new CommandTable();
        t.Post<SetPortfolioBudget>("budget", Role.Approver,
            $$"""{"period":"2026","capex":{"amount":900000,"currency":"USD"},{{Grounds}}}""");
        t.Post<SetCapacity>("capacity", Role.Approver,
            """{"period":"2026","department":"dep","role":"engineer","fte":12.5}""");
        t.Post<ArchivePortfolio>("archiving", Role.Approver, OnlyGrounds);
        t.Post<ReopenPortfolio>("reopening", Role.Approver, OnlyGrounds);
        t.Post<OpenReviewCycle>("review-cycles", Role.Approver, """
            {"key":"2026-q1","name":"First quarter of 2026","from":"2026-01-01","to":"2026-03-31"}
            """);
        t.Post<CloseReviewCycle>("review-cycles/{cycle}/closing", Role.Approver, "{}");

        t.Post<RegisterDepartment>("departments", Role.Contributor,
            """{"key":"dep","name":"Environmental Protection"}""");
        t.Post<RenameDepartment>("departments/{department}/name", Role.Contributor,
            """{"name":"Environment and Water"}""");
        t.Post<MergeDepartment>("departments/{department}/merger", Role.Approver,
            """{"into":"dep"}""");
        t.Post<RetireDepartment>("departments/{department}/retirement", Role.Approver, "{}");
        t.Post<RegisterCustomerSegment>("customer-segments", Role.Contributor,
            """{"key":"households","name":"Households"}""");
        t.Post<RenameCustomerSegment>("customer-segments/{segment}/name", Role.Contributor,
            """{"name":"Private households"}""");
        t.Post<MergeCustomerSegment>("customer-segments/{segment}/merger", Role.Approver,
            """{"into":"households"}""");
        t.Post<RetireCustomerSegment>("customer-segments/{segment}/retirement", Role.Approver,
            "{}");

        t.Post<ProposeObjective>("objectives", Role.Contributor, """
            {"key":"growth","title":"Grow in the region",
             "statement":"Serve every new district within two years","level":"strategic",
             "owner":"ceo","horizonEnd":"2028-12-31"}
            """);
        t.Post<ApproveObjective>("objectives/{objective}/approval", Role.Approver, OnlyGrounds);
        t.Post<ReviseObjective>("objectives/{objective}/revision", Role.Approver, $$"""
            {"field":"title","old":"Grow in the region","new":"Grow in the county",{{Grounds}}}
            """);
        t.Post<RetireObjective>("objectives/{objective}/retirement", Role.Approver, OnlyGrounds);
        t.Post<ReweightObjectives>("objective-weights", Role.Approver,
            ("direct", $$"""
                {"weights":{"growth":0.5,"resilience":0.3,"service":0.2},"method":"direct",
                 {{Grounds}}}
                """),
            ("ahp", $$"""
                {"method":"ahp","objectives":["growth","resilience","service"],
                 "matrix":[[1,2,3],[0.5,1,2],[0.3333,0.5,1]],{{Grounds}}}
                """));

        t.Post<IdentifyValueStream>("value-streams", Role.Contributor, """
            {"key":"water","name":"Water supply","kind":"operational","ownerDepartment":"dep"}
            """);
        t.Post<ReviseValueStream>("value-streams/{valueStream}/revision", Role.Approver,
            $$"""{"name":"Water and sewage","kind":"operational",{{Grounds}}}""");
        t.Post<AssessImportance>("value-streams/{valueStream}/importance", Role.Approver,
            $$"""{"importance":0.5,"tangibleShare":0.7,{{Grounds}}}""");
        t.Post<StateResources>("value-streams/{valueStream}/resources", Role.Contributor,
            """{"period":"2026","money":{"amount":4000000,"currency":"USD"},"fte":25}""");
        t.Post<LinkValueStreamToObjective>(
            "value-streams/{valueStream}/objective-links", Role.Approver,
            $$"""{"objective":"growth","strength":9,{{Grounds}}}""");
        t.Post<RetireValueStream>("value-streams/{valueStream}/retirement", Role.Approver,
            OnlyGrounds);

        t.Post<ProposeInitiative>("initiatives", Role.Contributor, """
            {"key":"croton","name":"Croton Falls","kind":"project","sponsor":"maria",
             "department":"dep","valueStream":"water",
             "summary":"A new intake for the eastern reservoirs",
             "requestedBudgets":{"2026":{"amount":650000,"currency":"USD"}}}
            """);
        t.Post<SubmitInitiative>("initiatives/{initiative}/submission", Role.Contributor, "{}");
        t.Post<ApproveInitiative>("initiatives/{initiative}/approval", Role.Approver,
            $$"""{"conditions":["Report quarterly"],{{Grounds}}}""");
        t.Post<MeetApprovalCondition>("initiatives/{initiative}/conditions", Role.Contributor,
            """{"condition":1,"note":"The first report is in"}""");
        t.Post<RejectInitiative>("initiatives/{initiative}/rejection", Role.Approver, OnlyGrounds);
        t.Post<DeferInitiative>("initiatives/{initiative}/deferral", Role.Approver,
            $$"""{"revisitOn":"2027-03-31",{{Grounds}}}""");
        t.Post<StartInitiative>("initiatives/{initiative}/start", Role.Contributor, "{}");
        t.Post<PauseInitiative>("initiatives/{initiative}/pause", Role.Approver,
            $$"""{"resumeBy":"2027-03-31",{{Grounds}}}""");
        t.Post<ResumeInitiative>("initiatives/{initiative}/resumption", Role.Approver, OnlyGrounds);
        t.Post<KillInitiative>("initiatives/{initiative}/kill", Role.Approver, $$"""
            {"reasonCode":"no-longer-needed","sunkCost":{"amount":12000,"currency":"USD"},
             {{Grounds}}}
            """);
        t.Post<CompleteInitiative>("initiatives/{initiative}/completion", Role.Contributor, "{}");
        t.Post<ReopenInitiative>("initiatives/{initiative}/reopening", Role.Approver, OnlyGrounds);
        t.Post<CloseInitiative>("initiatives/{initiative}/closing", Role.Approver, OnlyGrounds);
        t.Post<MergeInitiative>("initiatives/{initiative}/merger", Role.Approver,
            $$"""{"into":"croton",{{Grounds}}}""");
        t.Post<ClaimContribution>("initiatives/{initiative}/contributions", Role.Contributor,
            $$"""{"objective":"resilience","contribution":9,"confidence":1,{{Grounds}}}""");
        t.Post<ReviseContribution>(
            "initiatives/{initiative}/contributions/revision", Role.Contributor,
            $$"""{"objective":"resilience","contribution":3,"confidence":0.8,{{Grounds}}}""");
        t.Post<WithdrawContribution>(
            "initiatives/{initiative}/contributions/withdrawal", Role.Contributor,
            $$"""{"objective":"resilience",{{Grounds}}}""");
        t.Post<SubmitFinancialCase>("initiatives/{initiative}/financial-case", Role.Contributor, """
            {"cashFlows":[{"on":"2026-01-01","amount":-200000},{"on":"2027-01-01",
             "amount":60000}],"currency":"USD","discountRate":0.12,"ecv":{"presentValue":30,
             "technicalSuccess":0.8,"commercialSuccess":0.5,"developmentCost":3,"launchCost":5},
             "arr":{"averageProfit":115000,"investment":420000,"salvage":0,"base":"initial",
             "workingCapital":0}}
            """);
        t.Post<RebaselineFinancialCase>(
            "initiatives/{initiative}/financial-case/rebaseline", Role.Approver, $$"""
            {"cashFlows":[{"on":"2026-01-01","amount":-220000},{"on":"2027-01-01",
             "amount":60000}],"currency":"USD","discountRate":0.12,{{Grounds}}}
            """);
        t.Post<ExemptFromGate>("initiatives/{initiative}/exemptions", Role.Approver,
            $$"""{"gate":"financial-case","until":"2027-12-31",{{Grounds}}}""");
        t.Post<ScoreCriterion>("initiatives/{initiative}/scores", Role.Contributor,
            $$"""{"model":"board-2026","criterion":"value","value":8,{{Grounds}}}""");
        t.Post<ShiftPriority>("initiatives/{initiative}/priority", Role.Approver,
            $$"""{"from":3,"to":1,{{Grounds}}}""");
        t.Post<RequestBudget>("initiatives/{initiative}/budget-request", Role.Contributor,
            """{"period":"2026","amount":{"amount":650000,"currency":"USD"}}""");
        t.Post<ApproveBudget>("initiatives/{initiative}/budget", Role.Approver,
            $$"""{"period":"2026","amount":{"amount":600000,"currency":"USD"},{{Grounds}}}""");
        t.Post<ChangeBudget>("initiatives/{initiative}/budget-changes", Role.Approver, $$"""
            {"period":"2026","delta":{"amount":50000,"currency":"USD"},
             "newTotal":{"amount":650000,"currency":"USD"},{{Grounds}}}
            """);
        t.Post<RecordSpend>("initiatives/{initiative}/spend", Role.Contributor, """
            {"period":"2026-03","amount":{"amount":12000,"currency":"USD"},
             "category":"construction"}
            """);
        t.Post<BaselineSchedule>("initiatives/{initiative}/schedule", Role.Contributor,
            $$"""{"completion":"2028-06-30",{{Grounds}}}""");
        t.Post<ChangeForecastCompletion>("initiatives/{initiative}/forecast", Role.Contributor,
            """{"old":"2028-06-30","new":"2028-09-30","days":92}""");
        t.Post<RenameInitiative>("initiatives/{initiative}/name", Role.Contributor,
            """{"name":"Croton Falls intake"}""");
        t.Post<DescribeInitiative>("initiatives/{initiative}/summary", Role.Contributor,
            """{"summary":"A new intake and a longer tunnel"}""");
        t.Post<ReviseInitiative>("initiatives/{initiative}/revision", Role.Approver,
            $$"""{"sponsor":"omar","clear":["value-stream"],{{Grounds}}}""");
        t.Post<EnterPhase>("initiatives/{initiative}/phase", Role.Contributor,
            """{"phase":"Design"}""");
        t.Post<DeliverOutput>("initiatives/{initiative}/outputs", Role.Contributor, """
            {"output":"intake","name":"New intake","kind":"product","plannedOn":"2026-05-01",
             "deliveredOn":"2026-05-20","acceptedBy":"maria"}
            """);
        t.Post<PlanOutput>("initiatives/{initiative}/planned-outputs", Role.Contributor, """
            {"output":"intake","name":"New intake","kind":"product","plannedOn":"2026-05-01",
             "shareOfInitiative":0.4,"outcome":"outages"}
            """);
        t.Post<RecordEffort>("initiatives/{initiative}/effort", Role.Contributor,
            """{"period":"2026-03","department":"dep","role":"engineer","hours":152}""");
        t.Post<AllocateResource>("initiatives/{initiative}/allocations", Role.Contributor, """
            {"department":"dep","role":"engineer","fte":2.5,"from":"2026-02-01","to":"2026-12-31"}
            """);
        t.Post<ReleaseResource>(
            "initiatives/{initiative}/allocations/release", Role.Contributor, """
            {"department":"dep","role":"engineer","fte":1,"from":"2026-09-01","to":"2026-12-31"}
            """);
        t.Post<DeclareDependency>("initiatives/{initiative}/dependencies", Role.Contributor, """
            {"dependsOn":"second","kind":"finish-to-start",
             "reason":"The dam must be dry before the intake is built"}
            """);
        t.Post<RemoveDependency>("initiatives/{initiative}/dependencies/removal", Role.Contributor,
            """{"dependsOn":"second"}""");
        t.Post<RateAssurance>("initiatives/{initiative}/assurance", Role.Approver, $$"""
            {"scale":"delivery-confidence","rating":"amber-green","assessor":"nora",{{Grounds}}}
            """);

        t.Post<DefineOutcome>("outcomes", Role.Contributor, """
            {"key":"outages","name":"Outage hours","unit":"hours","direction":"decrease",
             "kind":"tangible","category":"customer"}
            """);
        t.Post<ReviseOutcome>("outcomes/{outcome}/revision", Role.Approver, $$"""
            {"name":"Hours of outage","owner":"maria","frequency":"monthly",{{Grounds}}}
            """);
        t.Post<SetBaseline>("outcomes/{outcome}/baseline", Role.Contributor,
            $$"""{"value":10,"on":"2026-01-01",{{Grounds}}}""");
        t.Post<SetTarget>("outcomes/{outcome}/target", Role.Approver,
            $$"""{"max":0,"by":"2026-12-31",{{Grounds}}}""");
        t.Post<ChangeTarget>("outcomes/{outcome}/target-change", Role.Approver,
            $$"""{"changeKind":"circumstances","max":1,"by":"2027-06-30",{{Grounds}}}""");
        t.Post<MeasureOutcome>("outcomes/{outcome}/measurements", Role.Contributor,
            """{"value":7,"on":"2026-06-30","n":12,"method":"SCADA"}""");
        t.Post<CorrectMeasurement>("outcomes/{outcome}/measurement-corrections", Role.Contributor,
            """{"value":6.5,"on":"2026-06-30","reason":"One outage was counted twice"}""");
        t.Post<LinkOutcome>("outcomes/{outcome}/links", Role.Contributor,
            $$"""{"initiative":"croton","weight":1,{{Grounds}}}""");
        t.Post<PlanBenefit>("outcomes/{outcome}/benefit-plan", Role.Contributor, """
            {"initiative":"croton","owner":"maria","period":"2026","amount":{"amount":400000,
             "currency":"USD"},"kind":"benefit","class":"cashable"}
            """);
        t.Post<RealiseBenefit>("outcomes/{outcome}/benefits", Role.Contributor, """
            {"initiative":"croton","period":"2026","amount":{"amount":30000,"currency":"USD"},
             "kind":"benefit","class":"cashable"}
            """);
        t.Post<RetireOutcome>("outcomes/{outcome}/retirement", Role.Contributor,
            """{"reason":"Outages are counted by customer from now on"}""");

        t.Post<ReceiveFeedback>("feedback", Role.Contributor, """
            {"key":"fb-12","segment":"households","channel":"survey",
             "text":"The water is off every week","score":{"value":2,"scale":"1-5"}}
            """);
        t.Post<ClassifyFeedback>("feedback/{feedback}/classification", Role.Contributor, """
            {"theme":"reliability","need":"Water around the clock",
             "expectedOutcome":"Fewer outages"}
            """);
        t.Post<LinkFeedback>("feedback/{feedback}/links", Role.Contributor,
            """{"initiative":"croton","importance":3}""");
        t.Post<UnlinkFeedback>("feedback/{feedback}/links/removal", Role.Contributor,
            """{"initiative":"croton"}""");
        t.Post<AnswerFeedback>("feedback/{feedback}/answer", Role.Contributor,
            """{"text":"The new intake ends this in spring"}""");
        t.Post<MergeFeedback>("feedback/{feedback}/merger", Role.Contributor,
            """{"into":"fb-11"}""");
        t.Post<RecordSurveyRound>("surveys", Role.Contributor, """
            {"key":"croton-2026-h1","about":"initiative","initiative":"croton",
             "audience":"households","scale":"csat","counts":{"1":20,"2":30,"3":50,"4":90,"5":60},
             "n":250,"invited":1000,"on":"2026-06-30"}
            """);

        t.Post<TableDecision>("decisions", Role.Contributor, """
            {"key":"d-7","question":"Fund Croton Falls?","options":["fund","defer"],"quorum":1,
             "evidenceShown":[{"kind":"document","ref":"https://city.example/minutes/march.pdf"}],
             "risks":["Prices of steel may rise"],"initiatives":["croton"]}
            """);
        t.Post<ReviseDecision>("decisions/{decision}/revision", Role.Approver, $$"""
            {"question":"Fund Croton Falls this year?","options":["fund","defer","reject"],
             {{Grounds}}}
            """);
        t.Post<CastVote>("decisions/{decision}/votes", Role.Approver,
            """{"option":"fund","reason":"The eastern reservoirs depend on it"}""");
        t.Post<TakeDecision>("decisions/{decision}/outcome", Role.Approver, $$"""
            {"option":"fund","quorum":1,
             "conditions":["Report prices of steel every quarter"],{{Grounds}}}
            """);
        t.Post<MeetCondition>("decisions/{decision}/conditions", Role.Contributor,
            """{"condition":1,"note":"The first report is in"}""");
        t.Post<SupersedeDecision>("decisions/{decision}/supersession", Role.Approver,
            $$"""{"by":"d-8",{{Grounds}}}""");
        t.Post<ReviewDecision>("decisions/{decision}/review", Role.Contributor, """
            {"rationaleBorneOut":"too-early","findings":"The intake is not in operation yet"}
            """);
        t.Post<SetDelegation>("delegations", Role.Approver,
            $$"""{"role":"approver","upTo":{"amount":2000000,"currency":"USD"},{{Grounds}}}""");

        t.Post<RegisterStakeholder>("stakeholders", Role.Contributor,
            """{"key":"sh-7","name":"Chair of the finance committee","group":"board"}""");
        t.Post<ReviseStakeholder>("stakeholders/{stakeholder}/revision", Role.Contributor,
            """{"name":"Deputy chair of the finance committee","group":"executive"}""");
        t.Post<RecordCommunication>("communications", Role.Contributor, """
            {"key":"letter-3","audience":["sh-7"],"channel":"letter",
             "subjects":["initiative/croton"],"summary":"The new intake is on schedule"}
            """);
        t.Post<AcknowledgeStrategy>("acknowledgements", Role.Contributor,
            """{"objectives":["resilience","service"],"stakeholder":"sh-7"}""");

        t.Post<DraftScoringModel>("scoring-models", Role.Contributor, """
            {"key":"board-2026","formula":"weighted","criteria":[{"id":"value","min":0,"max":10,
             "direction":"higher","weight":0.6},{"id":"risk","min":0,"max":10,"direction":"lower",
             "weight":0.4}]}
            """);
        t.Post<ReleaseScoringModel>("scoring-models/{model}/release", Role.Approver, OnlyGrounds);
        t.Post<AdoptScoringModel>("scoring-models/{model}/adoption", Role.Approver, OnlyGrounds);
        t.Post<PublishRanking>("rankings", Role.Approver,
            $$"""{"key":"march-board",{{Grounds}}}""");

        t.Post<DefineReport>("reports", Role.Contributor, """
            {"key":"funded","name":"What the budget covers","view":"ranking",
             "parameters":{"period":"2026"},"filters":{"funded":["true"]},"columns":["rank",
             "name","score","criteria.value"],"sort":"-score","limit":20,
             "asOf":"end-of-last-quarter"}
            """);
        t.Post<ReviseReport>("reports/{report}/revision", Role.Contributor, """
            {"name":"What the budget covers","view":"ranking","columns":["rank","name","score"],
             "asOf":"now"}
            """);
        t.Post<RetireReport>("reports/{report}/retirement", Role.Contributor, "{}");
        t.Post<ScheduleReport>("reports/{report}/schedule", Role.Contributor,
            """{"cadence":"weekly","day":"monday","at":"06:00","format":"xlsx"}""");
        t.Post<UnscheduleReport>("reports/{report}/schedule/removal", Role.Contributor, "{}");
        t.Post<DefineDashboard>("dashboards", Role.Contributor, """
            {"key":"board","name":"For the board","audience":"executives","reports":["funded"]}
            """);
        t.Post<ReviseDashboard>("dashboards/{dashboard}/revision", Role.Contributor, """
            {"name":"For those who answer for it","audience":"sponsors","reports":["funded"]}
            """);
        t.Post<RetireDashboard>("dashboards/{dashboard}/retirement", Role.Contributor, "{}");
        t.Post<Subscribe>("subscriptions", Role.Contributor, """
            {"key":"decisions","filter":{"types":["initiative-approved","budget-changed"],
             "departments":["finance"],"decisionsOnly":true},"delivery":{"kind":"feed"}}
            """);
        t.Post<Unsubscribe>("subscriptions/{subscription}/removal", Role.Contributor, "{}");
        return t;
    }
}
