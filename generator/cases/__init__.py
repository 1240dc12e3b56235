"""From a document to fixture cases: what requests must look like on the wire, what must be refused, how answers read.

The room reads the raw document with its own eyes. It knows nothing of the stages that build the client, and takes from
the IR only which Python name stands for which wire name.
"""

from generator.cases.files import cases

__all__ = ["cases"]
