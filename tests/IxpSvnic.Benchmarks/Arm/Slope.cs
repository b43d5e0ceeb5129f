namespace IxpSvnic.Benchmarks.Arm;

/// <summary>Least times of a short and a long run; their difference is free of start-up.</summary>
internal sealed class Slope
{
    private double _less = double.MaxValue;
    private double _more = double.MaxValue;

    public double Seconds => _more - _less;

    public void Add(double less, double more)
    {
        _less = Math.Min(_less, less);
        _more = Math.Min(_more, more);
    }
}
