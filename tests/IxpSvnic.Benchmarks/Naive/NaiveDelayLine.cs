namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Writes on their way, oldest first.</summary>
internal sealed class NaiveDelayLine
{
    private readonly List<NaiveDelay> _writes = [];

    /// <summary>Told of a write whose time has come.</summary>
    public Action<NaiveDelay>? Apply { get; set; }

    public void Add(int distance, NaiveDelayKind kind, int number, uint value, int context) =>
        _writes.Add(new NaiveDelay(distance + 1, kind, number, value, context));

    /// <summary>One more instruction begins.</summary>
    public void Step()
    {
        if (_writes.Count == 0)
        {
            return;
        }

        for (int i = 0; i < _writes.Count; i++)
        {
            NaiveDelay write = _writes[i];
            _writes[i] = write with { Left = write.Left - 1 };
        }

        while (_writes.FindIndex(w => w.Left == 0) is >= 0 and int due)
        {
            NaiveDelay write = _writes[due];
            _writes.RemoveAt(due);
            Apply!(write);
        }
    }

    /// <summary>The engine idles: everything arrives. False when there was nothing.</summary>
    public bool Drain()
    {
        bool any = _writes.Count > 0;
        while (_writes.Count > 0)
        {
            NaiveDelay write = _writes[0];
            _writes.RemoveAt(0);
            Apply!(write);
        }

        return any;
    }
}
