using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>How far a fold has come; told after each page of entries.</summary>
/// <param name="Portfolio">Whose journal is folded.</param>
/// <param name="From">The position it began behind.</param>
/// <param name="At">The last position that is folded.</param>
/// <param name="UpTo">The last position it folds.</param>
public sealed record FoldProgress(Key Portfolio, long From, long At, long UpTo);
