namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Expected commercial value (Cooper, Edgett, Kleinschmidt), <c>(PV · Pcs − C) · Pts − D</c>: what
/// an initiative is worth with the chances of technical and commercial success. What was spent
/// already is sunk and counts nowhere.
/// </summary>
public static class Ecv
{
    /// <summary>
    /// Why an initiative without remaining cost has no index; such ones come first.
    /// </summary>
    public const string NoCostRemains = "no development cost remains, the index is undefined";

    /// <summary>The value in the currency of the inputs.</summary>
    public static Metric Compute(EcvInputs inputs, Currency currency)
    {
        var metric = Asked("ecv/1", currency.Code, inputs);
        return Refused(inputs) is { } reason
            ? metric.IsUnknown(reason)
            : metric.Is(() => Value(inputs));
    }

    /// <summary>
    /// The productivity index <c>ECV / D</c>: value for each unit of the scarce development money.
    /// Undefined when none remains to be spent.
    /// </summary>
    public static Metric ProductivityIndex(EcvInputs inputs)
    {
        var metric = Asked("ecv-index/1", "ratio", inputs);
        return Refused(inputs) is { } reason ? metric.IsUnknown(reason)
            : inputs.DevelopmentCost == 0 ? metric.IsUnknown(NoCostRemains)
            : metric.Is(() => Value(inputs) / inputs.DevelopmentCost);
    }

    private static decimal Value(EcvInputs i) =>
        (i.PresentValue * i.CommercialSuccess.Value - i.LaunchCost) * i.TechnicalSuccess.Value
        - i.DevelopmentCost;

    private static string? Refused(EcvInputs i) =>
        i.TechnicalSuccess.Value is < 0 or > 1 || i.CommercialSuccess.Value is < 0 or > 1
            ? "a probability is not between 0 and 1"
        : i.DevelopmentCost < 0 ? "the development cost is negative"
        : i.LaunchCost < 0 ? "the launch cost is negative"
        : null;

    private static Metric Asked(string formula, string unit, EcvInputs i) =>
        Metric.Start(
            formula,
            unit,
            new("present-value", i.PresentValue),
            new("technical-success", i.TechnicalSuccess.Value),
            new("commercial-success", i.CommercialSuccess.Value),
            new("development-cost", i.DevelopmentCost),
            new("launch-cost", i.LaunchCost)
        );
}
