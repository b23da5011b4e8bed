from meetings.urls import hall, meetings, motions, records, votes

urlpatterns = [
    *meetings.urlpatterns,
    *motions.urlpatterns,
    *hall.urlpatterns,
    *votes.urlpatterns,
    *records.urlpatterns,
]
