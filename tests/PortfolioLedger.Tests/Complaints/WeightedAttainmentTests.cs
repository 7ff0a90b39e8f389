using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Goals are rolled up as if all weighed the same (MicrosoftDocs/Viva#518,
/// steedos/okr-management-app#18).
/// </summary>
public sealed class WeightedAttainmentTests(SharedLedger shared)
{
    [Fact]
    public async Task Outcomes_count_by_the_weight_of_their_link_and_unmeasured_ones_are_left_out()
    {
        var p = await Works.OpenAsync(shared);
        await p.InitiativeAsync("sales");
        await p.InitiativeAsync("mix");
        await OutcomeAsync(p, "p1", "sales", 100_000, "increase", 0, 100_000, 90_000);
        await OutcomeAsync(p, "p2", "sales", 20_000, "increase", 0, 20_000, 10_000);
        await OutcomeAsync(p, "p3", "sales", 1_000, "increase", 0, 1_000, 100);
        await OutcomeAsync(p, "up", "mix", 2, "increase", 20, 50, 35);
        await OutcomeAsync(p, "down", "mix", 1, "decrease", 12, 4, 10);
        await OutcomeAsync(p, "later", "mix", 5, "increase", 0, 10, null);

        var items = await p.ItemsAsync("outcomes-versus-outputs", "initiative");
        Near.Equal(0.827272727272727, items["sales"]["attainment"]);
        Near.Equal(0.416666666666667, items["mix"]["attainment"]);
        Assert.Equal((2, 3), ((int)items["mix"]["measured"]!, (int)items["mix"]["linked"]!));

        await LinkAsync(p, "down", "mix", 0);
        var mix = (await p.ItemsAsync("outcomes-versus-outputs", "initiative"))["mix"];
        Assert.Equal(
            (0.5m, 1, 2),
            ((decimal)mix["attainment"]!, (int)mix["measured"]!, (int)mix["linked"]!)
        );
    }

    private static async Task OutcomeAsync(
        Works p,
        string key,
        string initiative,
        int weight,
        string direction,
        int baseline,
        int target,
        int? measured
    )
    {
        await p.DoAsync(p.Alice, "outcomes", $$"""
            {"key":"{{key}}","name":"{{key}}","unit":"percent","direction":"{{direction}}"}
            """);
        await p.DoAsync(p.Alice, $"outcomes/{key}/baseline",
            $$"""{"value":{{baseline}},"on":"2026-01-01",{{Works.Grounds}}}""");
        var bound = direction == "increase" ? "min" : "max";
        await p.DoAsync(p.Alice, $"outcomes/{key}/target",
            $$"""{"{{bound}}":{{target}},"by":"2026-06-30",{{Works.Grounds}}}""");
        if (measured is not null)
            await p.DoAsync(
                p.Alice,
                $"outcomes/{key}/measurements",
                $$"""{"value":{{measured}},"on":"2026-06-30"}"""
            );
        await LinkAsync(p, key, initiative, weight);
    }

    private static Task<long> LinkAsync(Works p, string outcome, string initiative, int weight) =>
        p.DoAsync(p.Alice, $"outcomes/{outcome}/links",
            $$"""{"initiative":"{{initiative}}","weight":{{weight}},{{Works.Grounds}}}""");
}
