namespace IxpSvnic.Arm.Bus;

/// <summary>The memory bus that the core masters: a plain RAM, or the gasket into the IXP2400's chassis.</summary>
public interface IArmBus
{
    /// <summary>
    /// Takes a request. True: answered at once, <paramref name="reply"/> says from which cycle on. False: the answer comes through
    /// <see cref="Core.XscaleCore.Complete"/> with the request's token, after the core has been told to run no further than it may.
    /// Requests of one core arrive in order of their cycles.
    /// </summary>
    bool Submit(in BusRequest request, ref BusReply reply);

    /// <summary>Reads a word without side effects and without time, for debuggers; false where nothing can be read that way.</summary>
    bool Peek(uint address, out uint word);

    /// <summary>Writes a word as a debugger does; false where that is impossible.</summary>
    bool Poke(uint address, uint word);
}
