namespace PortfolioLedger.Core.Views;

/// <summary>A record of a view that says of which version its fields and formula are.</summary>
public interface IVersionedView
{
    /// <summary>Of fields and formula: whoever changes them raises it.</summary>
    static abstract int ViewVersion { get; }
}

/// <summary>A record that is one view, and says its name.</summary>
public interface IView : IVersionedView
{
    /// <summary>In digests.</summary>
    static abstract string ViewName { get; }
}
