namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Accounting rate of return: average annual profit after depreciation by the investment base. The
/// bases in use give very different rates, so the base goes with the number.
/// </summary>
public static class Arr
{
    /// <summary>Id and version of the formula.</summary>
    public const string Formula = "arr/1";

    /// <summary>The rate as a share, 0.274 for 27.4 %; unknown when its base is.</summary>
    public static Metric Compute(ArrInputs inputs)
    {
        var metric = Metric.Start(
            Formula,
            $"share of the {Enumeration<InvestmentBase>.NameOf(inputs.Base)} investment",
            [
                new("average-profit", inputs.AverageProfit),
                new("investment", inputs.Investment),
                .. Known("salvage", inputs.Salvage),
                .. Known("working-capital", inputs.WorkingCapital),
            ]
        );
        if (inputs.Base != InvestmentBase.Initial && inputs.Salvage is null)
            return metric.IsUnknown("the salvage value is not stated");
        if (inputs.Base == InvestmentBase.AveragePlusWc && inputs.WorkingCapital is null)
            return metric.IsUnknown("the working capital is not stated");
        return BaseOf(inputs) is > 0 and var investment
            ? metric.Is(() => inputs.AverageProfit / investment)
            : metric.IsUnknown("the investment base is not greater than 0");
    }

    private static decimal BaseOf(ArrInputs inputs) => inputs.Base switch
    {
        InvestmentBase.Average => (inputs.Investment + inputs.Salvage!.Value) / 2,
        InvestmentBase.AverageDepreciable => (inputs.Investment - inputs.Salvage!.Value) / 2,
        InvestmentBase.AveragePlusWc =>
            (inputs.Investment + inputs.Salvage!.Value) / 2 + inputs.WorkingCapital!.Value,
        InvestmentBase.Initial => inputs.Investment,
        _ => throw Enumeration<InvestmentBase>.Undeclared(inputs.Base),
    };

    private static ImmutableArray<Input> Known(string name, decimal? value) =>
        value is { } known ? [new Input(name, known)] : [];
}
