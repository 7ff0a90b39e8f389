namespace PortfolioLedger.Core.Feedback;

/// <summary>The scales on which surveys ask; stored by name.</summary>
public enum SurveyScale
{
    /// <summary>Customer satisfaction: 1 (very dissatisfied) to 5 (very satisfied).</summary>
    Csat,
    /// <summary>Net promoter: would recommend, 0 (not at all) to 10 (certainly).</summary>
    Nps,
    /// <summary>Customer effort: was easy, 1 (not at all) to 7 (very).</summary>
    Ces,
}

/// <summary>Least and greatest mark of the scales of surveys.</summary>
public static class SurveyScales
{
    /// <summary>Least and greatest mark.</summary>
    public static (int Min, int Max) Bounds(this SurveyScale scale) => scale switch
    {
        SurveyScale.Csat => (1, 5),
        SurveyScale.Nps => (0, 10),
        SurveyScale.Ces => (1, 7),
        _ => throw Enumeration<SurveyScale>.Undeclared(scale),
    };
}
