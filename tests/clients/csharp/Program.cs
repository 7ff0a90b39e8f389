// Ten typical calls with the generated client, against a running ledger with the demo portfolio:
// Calls <address>. Ends with 0 when each answer is what it should be; otherwise it says which is
// not.
using Ledger.Client;
using Ledger.Client.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

LedgerClient Client(string persona)
{
    // The client's own keys are for https alone; a ledger that takes personas listens on loopback.
    var http = KiotaClientFactory.Create();
    http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Persona {persona}");
    return new(
        new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http)
        {
            BaseUrl = args[0],
        }
    );
}

void Expect(bool holds, string what)
{
    if (!holds)
        throw new InvalidOperationException($"not as expected: {what}");
    Console.WriteLine($"ok: {what}");
}

var approver = Client("alice;approver;finance").Api.V1.Portfolios;
var contributor = Client("maria;contributor;dep").Api.V1.Portfolios;
var demo = approver["demo"];
var grounds = new GroundsInput { Rationale = "Agreed in the January meeting" };

// 1. Open a portfolio.
var opened = await approver.PostAsync(
    new OpenPortfolio
    {
        Key = "generated",
        Name = "By a client",
        Currency = "USD",
    }
);
Expect(
    opened
        is {
            Position: 1,
            Events: [{ Type: "portfolio-opened", Id: not null }],
            RecordedAt: not null
        },
    "a portfolio is opened, with a receipt"
);
var portfolio = approver["generated"];

// 2. A batch.
var batch = await contributor["generated"]
    .Batch.PostAsync(
        new Batch
        {
            Commands =
            [
                Command(
                    "departments",
                    new() { ["key"] = "dep", ["name"] = "Environmental Protection" }
                ),
                Command(
                    "initiatives",
                    new()
                    {
                        ["key"] = "croton",
                        ["name"] = "Croton Falls",
                        ["kind"] = "project",
                        ["sponsor"] = "omar",
                        ["department"] = "dep",
                    }
                ),
            ],
        }
    );
Expect(batch is { Position: 3, Receipts.Count: 2 }, "a batch has a receipt for each command");

// 3. Propose another initiative.
var proposed = await contributor["generated"]
    .Initiatives.PostAsync(
        new ProposeInitiative
        {
            Key = "depot",
            Name = "Northern depot",
            Kind = InitiativeKind.Project,
            Sponsor = "omar",
            Department = "dep",
        }
    );
Expect(proposed?.Events?[0].Type == "initiative-proposed", "an initiative is proposed");

// 4. Approve a budget.
var budget = await portfolio
    .Initiatives["croton"]
    .Budget.PostAsync(
        new ApproveBudget
        {
            Period = "2026",
            Amount = new() { Amount = 600000.25m, Currency = "USD" },
            Grounds = grounds,
        }
    );
Expect(budget?.Events?[0].Type == "budget-approved", "a budget is approved");

// 5. A refusal is a problem with a code.
try
{
    await contributor["generated"]
        .Initiatives["croton"]
        .Budget.PostAsync(
            new ApproveBudget
            {
                Period = "2026",
                Amount = new() { Amount = 1 },
                Grounds = grounds,
            }
        );
    Expect(false, "a contributor approves no budgets");
}
catch (ProblemDetails problem)
{
    Expect(problem is { Status: 403, Code: "role-required" }, "a refusal says why");
}

// 6. The initiative as it is now.
var initiative = await portfolio.Initiatives["croton"].GetAsync();
Expect(
    initiative is { Initiative: "croton", Stage: Stage.Proposed } && initiative.AsOf?.Position == 5,
    "one initiative is read"
);

// 7. The ranking of the demo, as of a past day.
var ranking = await demo.Ranking.GetAsync(ask => ask.QueryParameters.AsOf = "2025-06-30");
Expect(
    ranking
        is {
            Items: [{ Rank: 1, Score: > 0m }, ..],
            AsOf.EffectiveOn: { Year: 2025, Month: 6, Day: 30 }
        }
        && ranking.Digest!.StartsWith("ranking/", StringComparison.Ordinal),
    "a ranking is read as of a past day"
);

// 8. The alignment, weighed by spend.
var alignment = await demo.Alignment.GetAsync(ask =>
    ask.QueryParameters.Basis = Ledger
        .Client
        .Api
        .V1
        .Portfolios
        .Item
        .Alignment
        .GetBasisQueryParameterType
        .Spend
);
Expect(alignment is { PortfolioScore: > 0m, Items.Count: > 1 }, "the alignment is read");

// 9. The timeline, page by page.
var first = await demo.Timeline.GetAsync(ask => ask.QueryParameters.Limit = 2);
var second = await demo.Timeline.GetAsync(ask =>
    (ask.QueryParameters.Limit, ask.QueryParameters.Cursor) = (2, first!.NextCursor)
);
Expect(
    first!.Items![1].Position > second!.Items![0].Position && second.Items.Count == 2,
    "a list goes on at its cursor"
);

// 10. The journal.
var events = await demo.Events.GetAsync(ask =>
    (ask.QueryParameters.After, ask.QueryParameters.Limit) = (10, 3)
);
Expect(
    events is [{ Position: 11, Specversion: "1.0" }, _, { Position: 13 }],
    "events are read behind a position"
);

return 0;

static BatchCommandInput Command(string path, Dictionary<string, object> fields) =>
    new()
    {
        Path = path,
        Body = new() { AdditionalData = fields },
    };
