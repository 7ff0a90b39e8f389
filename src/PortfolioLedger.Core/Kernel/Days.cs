namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// The days that can be meant: a day outside of them is a slip of the pen, or the placeholder of
/// another system. What is stored already is read whatever its days.
/// </summary>
public static class Days
{
    /// <summary>The first of them.</summary>
    public static readonly DateOnly First = new(1900, 1, 1);

    /// <summary>The last of them.</summary>
    public static readonly DateOnly Last = new(2999, 12, 31);

    /// <summary>What such a day looks like, for messages.</summary>
    public const string Form = "a date from 1900-01-01 to 2999-12-31";

    /// <summary>Whether a day can be meant.</summary>
    public static bool IsPlausible(DateOnly day) => day >= First && day <= Last;
}
