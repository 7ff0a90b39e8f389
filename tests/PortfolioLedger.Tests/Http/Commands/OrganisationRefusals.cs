namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about departments, customer segments, capacity and review cycles.</summary>
internal static class OrganisationRefusals
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All =>
        [
            new("portfolio-archived", 409, async p =>
            {
                await p.Do("archiving", TestPortfolio.Only);
                return await p.Try("departments", """{"key":"dep","name":"Parks"}""");
            }),
            new("portfolio-archived", 409, async p =>
            {
                await p.Do("archiving", TestPortfolio.Only);
                return await p.Try("archiving", TestPortfolio.Only);
            }),
            new("portfolio-not-archived", 409, p => p.Try("reopening", TestPortfolio.Only)),
            new("unknown-review-cycle", 404, p => p.Try("review-cycles/none/closing", "{}")),
            new("cycle-not-open", 422, async p =>
            {
                await p.Do("review-cycles", """{"key":"q1","name":"First quarter"}""");
                await p.Do("review-cycles/q1/closing", "{}");
                return await p.Try("review-cycles/q1/closing", "{}");
            }),
            new("already-exists", 409, async p =>
            {
                await p.Do("review-cycles", """{"key":"q1","name":"First quarter"}""");
                return await p.Try("review-cycles", """{"key":"q1","name":"Another"}""");
            }),
            new("unknown-department", 404, p =>
                p.Try("departments/none/name", """{"name":"Parks"}""")
            ),
            new("unknown-department", 422, p =>
                p.Try(
                    "capacity",
                    """{"period":"2026","department":"none","role":"engineer","fte":1}"""
                )
            ),
            new("unknown-segment", 404, p => p.Try("customer-segments/none/retirement", "{}")),
            new("unknown-segment", 404, p => p.Try("customer-segments/No%20Key/retirement", "{}")),
            new("department-retired", 422, async p =>
            {
                await p.DepartmentAsync();
                await p.Do("departments/dep/retirement", "{}");
                return await p.Try(
                    "capacity",
                    """{"period":"2026","department":"dep","role":"engineer","fte":1}"""
                );
            }),
            new("segment-retired", 422, async p =>
            {
                await p.Do("customer-segments", """{"key":"households","name":"Households"}""");
                await p.Do("customer-segments/households/retirement", "{}");
                return await p.Try(
                    "feedback",
                    """{"key":"fb","text":"Thank you","segment":"households"}"""
                );
            }),
            new("unknown-successor", 422, async p =>
            {
                await p.DepartmentAsync();
                return await p.Try("departments/dep/merger", """{"into":"none"}""");
            }),
            new("unknown-successor", 422, async p =>
            {
                await p.Do("customer-segments", """{"key":"households","name":"Households"}""");
                return await p.Try(
                    "customer-segments/households/merger",
                    """{"into":"households"}"""
                );
            }),
            new("owns-active-initiatives", 422, async p =>
            {
                await p.WithInitiativeAsync();
                return await p.Try("departments/dep/retirement", "{}");
            }),
        ];
}
