"""What rooms above want to hear of, and this one must not know.

`consent_given` and `consent_withdrawn` are sent within the transaction, with `user` and `at`.
"""

from django.dispatch import Signal

consent_given = Signal()
consent_withdrawn = Signal()
