namespace IxpSvnic.Machine.Observation;

/// <summary>A place where overload loses frames, from upstream to downstream.</summary>
internal enum LossPlace
{
    /// <summary>MAC FIFO and pool of buffers, in front of the receiving engine.</summary>
    Receive,

    /// <summary>The ring in front of the demultiplexing engine.</summary>
    Classify,

    /// <summary>The ring in front of the engine that delivers to the host.</summary>
    ToHost,

    /// <summary>The ring in front of the scheduler of the wire.</summary>
    ToWire,

    /// <summary>The receive queues in front of the guests.</summary>
    Guest,
}
