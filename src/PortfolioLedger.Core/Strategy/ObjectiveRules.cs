namespace PortfolioLedger.Core.Strategy;

/// <summary>Refusals that the slices about objectives share.</summary>
internal static class ObjectiveRules
{
    public static Refusal Cycle(Key key) => new("cycle-in-parents",
        $"The objective '{key}' would be its own ancestor; choose another parent.",
        new Subject(SubjectKind.Objective, key));
}
